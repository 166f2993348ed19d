import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { createTicketCommandHandler, TICKET_COMMAND_SENDER, type TicketCommandSender } from '../commands/index.js';
import { Database } from '../database/index.js';
import { FACT_BUS, type FactBus, openDeadLetters, type TopicSpec } from '../facts/index.js';
import { createServiceRelay, outboxStatus, type OutboxHandlers, type Relay } from '../outbox/index.js';
import type { RetentionSettings } from '../retention/index.js';
import { ProcessParts } from './process.parts.js';

/** Injection token of {@link RelaySettings}. */
export const RELAY_SETTINGS = Symbol('mendline.relay-settings');

export interface RelaySettings {
  readonly systemUrl: string;
  readonly topics: readonly TopicSpec[];
  readonly handlers: OutboxHandlers;
  readonly retention: RetentionSettings;
}

/** The relay in the life of the process: takes the lead or stands by for it, and rests before the connections close. */
@Injectable()
export class RelayLifecycle implements OnApplicationBootstrap {
  private readonly relay: Relay;

  constructor(
    @Inject(RELAY_SETTINGS) { systemUrl, topics, handlers, retention }: RelaySettings,
    private readonly database: Database,
    @Inject(FACT_BUS) bus: FactBus,
    @Inject(TICKET_COMMAND_SENDER) sender: TicketCommandSender,
    private readonly parts: ProcessParts,
  ) {
    const deliveries = { 'temporal.update': createTicketCommandHandler(database, sender), ...handlers };
    this.relay = createServiceRelay({ systemUrl, handlers: deliveries, facts: { bus, topics }, retention, log: parts.log });
  }

  onApplicationBootstrap(): void {
    const { health, ops, shutdown } = this.parts;
    health.register('relay', () => this.check());
    ops.register('relay', () => ({ ...this.relay.status() }));
    ops.register('outbox', () => this.database.systemTx(async (em) => ({ ...(await outboxStatus(em)) })));
    ops.register('deadLetters', () => this.database.systemTx(async (em) => ({ open: (await openDeadLetters(em)).length })));
    shutdown.register('relay', 'relay', () => this.relay.stop());
    this.relay.start();
  }

  /** One relay of a service leads; any other is well as long as one does. */
  private async check(): Promise<void> {
    if (this.relay.isActive()) return;
    const leaders = await this.database.systemTx((em) =>
      em.query<unknown[]>('select 1 from pg_stat_activity where datname = current_database() and application_name = $1', [`mendline-relay.${this.relay.status().group}`]),
    );
    if (leaders.length === 0) throw new Error('no relay is active');
  }
}
