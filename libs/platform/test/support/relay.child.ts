import { createServiceRelay } from '../../src/outbox/index.js';
import { openKafkaBus } from './kafka.bus.js';

/** A relay in a process of its own, to be killed at a failpoint: `relay.child.ts SYSTEM_URL TOPIC`. */
const [systemUrl = '', topic = ''] = process.argv.slice(2);
createServiceRelay({ systemUrl, handlers: {}, facts: { bus: openKafkaBus(), topics: [{ topic, compacted: false }] } }).start();
