import { factTopics } from '@mendline/contracts/facts';
import type { CommandSource } from '@mendline/contracts/ticket';
import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/index.js';
import { CommandJournal, PersonalInputVault, TICKET_COMMAND_SENDER, type TicketCommandSender } from '../commands/index.js';
import type { PlatformConfig } from '../config/index.js';
import { Database } from '../database/index.js';
import { FACT_BUS, type FactBus, KafkaFactBus } from '../facts/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import type { OutboxHandlers } from '../outbox/index.js';
import { KEY_MANAGEMENT, type KeyManagement, PersonalData } from '../privacy/index.js';
import type { RetentionConfig, RetentionSettings } from '../retention/index.js';
import { ShutdownSequence } from '../service/shutdown/shutdown.sequence.js';
import { ARRIVAL_PATIENCE_MS } from './arrival.js';
import { FactReaders } from './fact.readers.js';
import { ProcessParts } from './process.parts.js';
import { RELAY_SETTINGS, RelayLifecycle, type RelaySettings } from './relay.lifecycle.js';

export interface ExchangeOptions {
  /** Name in Kafka, and the owner whose topics are relayed. */
  readonly service: string;
  /** The service as the workflow sees it. */
  readonly source: CommandSource;
  readonly config: Pick<PlatformConfig, 'ROLES' | 'KAFKA_BROKERS' | 'DATABASE_SYSTEM_URL' | keyof RetentionConfig>;
  /** Deliveries beside those of ticket commands. */
  readonly handlers?: OutboxHandlers;
  /** What the relay forgets in time. */
  readonly retention: Pick<RetentionSettings, 'ticketIsOver' | 'readers'>;
}

const patience = { provide: ARRIVAL_PATIENCE_MS, useValue: 4_000 };

/** Topics that a service writes. */
export const topicsOf = (service: string): typeof factTopics => factTopics.filter(({ topic }) => topic.startsWith(`${service}.`));

const factBus = ({ service, config }: ExchangeOptions) => ({
  provide: FACT_BUS,
  inject: [LOGGER, ShutdownSequence],
  useFactory: (log: Logger, shutdown: ShutdownSequence): KafkaFactBus => {
    const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: service, log });
    shutdown.register('pool', 'fact bus', () => bus.close());
    return bus;
  },
});

const journal = ({ source }: ExchangeOptions) => ({
  provide: CommandJournal,
  inject: [Database, CLOCK, PersonalData, KEY_MANAGEMENT, TICKET_COMMAND_SENDER, LOGGER],
  useFactory: (database: Database, clock: Clock, data: PersonalData, keys: KeyManagement, sender: TicketCommandSender, log: Logger): CommandJournal =>
    new CommandJournal({ database, clock, vault: new PersonalInputVault(data, keys), sender, source, log }),
});

const readers = (active: boolean) => ({
  provide: FactReaders,
  inject: [Database, FACT_BUS, ProcessParts],
  useFactory: (database: Database, bus: FactBus, parts: ProcessParts): FactReaders => new FactReaders(database, bus, parts, active),
});

/**
 * What a service exchanges with the others: the journal of its commands, the relay of its outbox and facts (role `relay`),
 * readers of facts (role `worker`). Needs `ServiceModule`, `PrivacyModule` and `TemporalModule`. Global; import once.
 */
@Module({})
export class ExchangeModule {
  static forRoot(options: ExchangeOptions): DynamicModule {
    const { ROLES: roles, DATABASE_SYSTEM_URL: systemUrl } = options.config;
    const settings: RelaySettings = { systemUrl, topics: topicsOf(options.service), handlers: options.handlers ?? {}, retention: { days: options.config, ...options.retention } };
    const relay = roles.includes('relay') ? [{ provide: RELAY_SETTINGS, useValue: settings }, RelayLifecycle] : [];
    return {
      module: ExchangeModule,
      global: true,
      providers: [patience, ProcessParts, factBus(options), journal(options), readers(roles.includes('worker')), ...relay],
      exports: [ARRIVAL_PATIENCE_MS, FACT_BUS, CommandJournal, FactReaders],
    };
  }
}
