import type { Database } from '../database/index.js';
import { FactConsumer, type FactBus, type FactConsumerOptions } from '../facts/index.js';
import type { ProcessParts } from './process.parts.js';

/** What a folder reads of other services' facts. */
export type FactReading = Pick<FactConsumerOptions, 'group' | 'topics' | 'handle'>;

/** Starts consumers in the life of the process: part of its readiness and status, stopped in order. */
export class FactReaders {
  constructor(
    private readonly database: Database,
    private readonly bus: FactBus,
    private readonly parts: ProcessParts,
    /** False when this process has no role `worker`: nothing is read. */
    private readonly active: boolean,
  ) {}

  /** Call it when the application boots. */
  start(reading: FactReading): void {
    if (!this.active) return;
    const { health, ops, shutdown, log } = this.parts;
    const consumer = new FactConsumer({ ...reading, database: this.database, bus: this.bus, log });
    const name = `consumer ${reading.group}`;
    health.register(name, () => {
      if (!consumer.isRunning()) throw new Error('the consumer of facts does not run');
    });
    ops.register(name, async () => ({ ...(await consumer.status()) }));
    shutdown.register('relay', name, () => consumer.stop());
    consumer.start();
  }
}
