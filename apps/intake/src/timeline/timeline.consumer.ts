import { dispatchFacts, fieldServiceFacts } from '@mendline/contracts/facts';
import { FactReaders } from '@mendline/platform/exchange';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { addToTimeline } from './timeline.repository.js';

const topics = [...new Set([...dispatchFacts, ...fieldServiceFacts].map(({ topic }) => topic))];

/** Consumer group, and name in inbox and dead letters. */
export const timelineGroup = 'intake.timeline';

/** Takes the facts of other owners about tickets into the timeline. */
@Injectable()
export class TimelineConsumer implements OnApplicationBootstrap {
  constructor(private readonly readers: FactReaders) {}

  onApplicationBootstrap(): void {
    this.readers.start({ group: timelineGroup, topics, handle: addToTimeline });
  }
}
