import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { factTopics } from '@mendline/contracts/facts';
import type { Database } from '@mendline/platform/database';
import { FactConsumer } from '@mendline/platform/facts';
import type { FactBus } from '@mendline/platform/facts';
import type { FactIntakeService} from './fact-intake.service.js';
import { consumerGroup, readTopics } from './fact-intake.service.js';

/** What a rebuild read. */
export interface RebuildResult {
  readonly handled: number;
  readonly parked: number;
}

const pollMs = 200;

/**
 * Folds the read model anew from all facts that Kafka holds (republish older ones first). A consumer that runs beside it
 * does no harm: folding is the same in any order, and each ticket's foldings wait for each other.
 */
export class RebuildService {
  constructor(
    private readonly database: Database,
    private readonly bus: FactBus,
    private readonly intake: FactIntakeService,
  ) {}

  async run(): Promise<RebuildResult> {
    const group = `${consumerGroup}.rebuild-${randomUUID().slice(0, 8)}`;
    await this.bus.ensureTopics(factTopics.filter(({ topic }) => readTopics.includes(topic)));
    await this.intake.forget();
    const consumer = new FactConsumer({ group, topics: readTopics, database: this.database, bus: this.bus, handle: this.intake.handle });
    consumer.start();
    try {
      while ((await consumer.status()).lag !== 0) await delay(pollMs);
      const { handled, parked } = await consumer.status();
      return { handled, parked };
    } finally {
      await consumer.stop();
      await this.handOver(group);
    }
  }

  /** What the rebuild could not take belongs to the running group from now on, but for what lies there or was given up. */
  private handOver(group: string): Promise<void> {
    return this.database.systemTx(async (em) => {
      // Also those of a rebuild that did not come to its end: as long as one is there, nobody looks for defects.
      await em.query('delete from inbox where consumer like $1', [`${consumerGroup}.rebuild-%`]);
      await em.query(
        `delete from dead_letters r using dead_letters l where r.consumer = $1 and l.consumer = $2
         and (l.tenant_id, l.identity) = (r.tenant_id, r.identity) and l.state <> 'replayed'`,
        [group, consumerGroup],
      );
      await em.query('update dead_letters set consumer = $2 where consumer = $1', [group, consumerGroup]);
    });
  }
}
