import type { FactBus, TopicSpec } from '../facts/fact-bus.port.js';
import { FactPump } from '../facts/fact.pump.js';
import { RetentionPump } from '../retention/retention.pump.js';
import type { RetentionSettings } from '../retention/retention.settings.js';
import { HousekeepingPump } from './housekeeping.pump.js';
import { OutboxPump, type OutboxPumpOptions } from './outbox.pump.js';
import type { OutboxHandlers } from './outbox.row.js';
import { Relay } from './relay.js';
import type { RelayLog, RelayPump } from './relay.pump.js';

export interface ServiceRelayOptions {
  /** DATABASE_SYSTEM_URL. */
  readonly systemUrl: string;
  readonly handlers: OutboxHandlers;
  /** Where facts go, and the topics that this service writes. */
  readonly facts?: { readonly bus: FactBus; readonly topics: readonly TopicSpec[] };
  readonly outbox?: OutboxPumpOptions;
  /** Left out: nothing but delivered rows of the outbox is forgotten. */
  readonly retention?: RetentionSettings;
  readonly log?: RelayLog;
}

/** The relay of a service: its outbox to Temporal, its facts to Kafka, and the housekeeping of both. */
export const createServiceRelay = ({ systemUrl, handlers, facts, outbox, retention, log }: ServiceRelayOptions): Relay => {
  const logged = log === undefined ? {} : { log };
  const pumps: RelayPump[] = [new OutboxPump(handlers, { ...logged, ...outbox }), new HousekeepingPump(log), ...(retention ? [new RetentionPump(retention, log)] : [])];
  return new Relay({ systemUrl, pumps: facts === undefined ? pumps : [...pumps, new FactPump(facts.bus, facts.topics, logged)], ...logged });
};
