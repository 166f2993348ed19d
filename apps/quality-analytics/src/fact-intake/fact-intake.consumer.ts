import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@mendline/platform/database';
import { FACT_BUS, FactConsumer, openDeadLetters } from '@mendline/platform/facts';
import type { FactBus } from '@mendline/platform/facts';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { HealthRegistry, OpsRegistry, ShutdownSequence } from '@mendline/platform/service';
import { consumerGroup, FactIntakeService, readTopics } from './fact-intake.service.js';

/** Counts and charts are looked at by the day: half a second buys half of the transactions. */
const gatherMs = 500;

/** Where the running consumer reports and by whom it is stopped. */
@Injectable()
export class ConsumerSurroundings {
  constructor(
    readonly health: HealthRegistry,
    readonly ops: OpsRegistry,
    readonly shutdown: ShutdownSequence,
    @Inject(LOGGER) readonly log: Logger,
  ) {}
}

/** Reads the facts of other services as long as the process runs (role `worker`). */
@Injectable()
export class FactIntakeConsumer implements OnApplicationBootstrap {
  private readonly consumer: FactConsumer;

  constructor(
    private readonly database: Database,
    @Inject(FACT_BUS) bus: FactBus,
    intake: FactIntakeService,
    private readonly around: ConsumerSurroundings,
  ) {
    this.consumer = new FactConsumer({ group: consumerGroup, topics: readTopics, database, bus, handle: intake.handle, gatherMs, log: around.log });
  }

  onApplicationBootstrap(): void {
    const { health, ops, shutdown } = this.around;
    health.register('consumer', () => {
      if (!this.consumer.isRunning()) throw new Error('the consumer of facts does not run');
    });
    ops.register('consumer', async () => ({ ...(await this.consumer.status()) }));
    ops.register('deadLetters', () => this.database.systemTx(async (em) => ({ open: (await openDeadLetters(em)).length })));
    shutdown.register('relay', 'fact consumer', () => this.consumer.stop());
    this.consumer.start();
  }
}
