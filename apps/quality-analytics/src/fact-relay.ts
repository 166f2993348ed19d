import { factTopics } from '@mendline/contracts/facts';
import type { PlatformConfig } from '@mendline/platform/config';
import { FACT_BUS, type FactBus } from '@mendline/platform/facts';
import { LOGGER, type Logger } from '@mendline/platform/logging';
import { createServiceRelay, type Relay } from '@mendline/platform/outbox';
import { OpsRegistry, PLATFORM_CONFIG, ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { consumerGroup } from './fact-intake/fact-intake.service.js';

/** Sends this service's own facts to Kafka (role `relay`). It has no commands of tickets, so nothing goes to Temporal. */
@Injectable()
export class FactRelay implements OnApplicationBootstrap {
  private readonly relay: Relay;

  constructor(
    @Inject(PLATFORM_CONFIG) config: PlatformConfig,
    @Inject(FACT_BUS) bus: FactBus,
    @Inject(LOGGER) log: Logger,
    private readonly ops: OpsRegistry,
    private readonly shutdown: ShutdownSequence,
  ) {
    const topics = factTopics.filter(({ topic }) => topic.startsWith('quality.'));
    const retention = { days: config, ticketIsOver: null, readers: [consumerGroup] };
    this.relay = createServiceRelay({ systemUrl: config.DATABASE_SYSTEM_URL, handlers: {}, facts: { bus, topics }, retention, log });
  }

  onApplicationBootstrap(): void {
    this.ops.register('relay', () => ({ ...this.relay.status() }));
    this.shutdown.register('relay', 'relay', () => this.relay.stop());
    this.relay.start();
  }
}
