import { TimelineConsumer } from './timeline.consumer.js';

/** What the folder puts into the service's module. */
export const timelineProviders = [TimelineConsumer];
