import { factTopics } from '@mendline/contracts/facts';
import type { PlatformConfig } from '@mendline/platform/config';
import { FACT_BUS, type FactBus } from '@mendline/platform/facts';
import { LOGGER, type Logger } from '@mendline/platform/logging';
import { createServiceRelay, type Relay } from '@mendline/platform/outbox';
import { OpsRegistry, PLATFORM_CONFIG, ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/** Sends this service's own facts to Kafka (role `relay`). It has no commands of tickets, so nothing goes to Temporal. */
@Injectable()
export class FactRelay implements OnApplicationBootstrap {
  private readonly relay: Relay;

  constructor(
    @Inject(PLATFORM_CONFIG) { DATABASE_SYSTEM_URL: systemUrl }: PlatformConfig,
    @Inject(FACT_BUS) bus: FactBus,
    @Inject(LOGGER) log: Logger,
    private readonly ops: OpsRegistry,
    private readonly shutdown: ShutdownSequence,
  ) {
    const topics = factTopics.filter(({ topic }) => topic.startsWith('quality.'));
    this.relay = createServiceRelay({ systemUrl, handlers: {}, facts: { bus, topics }, log });
  }

  onApplicationBootstrap(): void {
    this.ops.register('relay', () => ({ ...this.relay.status() }));
    this.shutdown.register('relay', 'relay', () => this.relay.stop());
    this.relay.start();
  }
}
