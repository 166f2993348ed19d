import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { factTopics, UnreadableFact, type Fact } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database/index.js';
import type { FactBatch, FactBus } from './fact-bus.port.js';
import { everyConsumer, parseFact } from './fact.inbox.js';

const pollMs = 200;

const missingSql = `
  select asked.id::text as id from unnest($1::text[], $2::text[], $3::uuid[]) as asked(tenant, key, id)
  where not exists (select from fact_log l where l.tenant_id = asked.tenant and l.key = asked.key and l.id = asked.id)`;

/** The topics that a service writes. */
const topicsOf = (service: string): readonly string[] => {
  const owner = service === 'quality-analytics' ? 'quality' : service;
  return factTopics.map(({ topic }) => topic).filter((topic) => topic.startsWith(`${owner}.`));
};

/**
 * The facts of a service that Kafka holds and its log does not: what a restored database has lost. In the order in which
 * they were recorded; what cannot be read is no fact. The service must not write meanwhile.
 */
export const findLostFacts = async (database: Pick<Database, 'systemTx'>, bus: FactBus, service: string): Promise<readonly Fact[]> => {
  const topics = topicsOf(service);
  const lost = new Map<string, Fact>();
  const group = `${service}.losses-${randomUUID().slice(0, 8)}`;
  const look = async (batch: FactBatch): Promise<void> => {
    const facts = batch.messages.flatMap(readable);
    const missing = new Set(await database.systemTx((em) => idsOf(em, facts)));
    for (const fact of facts) if (missing.has(fact.id)) lost.set(fact.id, fact);
    const last = batch.messages.at(-1);
    if (last) batch.done(last.offset);
    await batch.heartbeat();
  };
  const specs = factTopics.filter(({ topic }) => topics.includes(topic));
  await bus.ensureTopics(specs);
  const reading = bus.subscribe({ group, topics: specs, onBatch: look });
  try {
    while ((await bus.lag(group, topics)).some(({ lag }) => lag > 0)) await delay(pollMs);
  } finally {
    await reading.stop();
  }
  return [...lost.values()].sort((a, b) => a.time.localeCompare(b.time) || a.aggregateid.localeCompare(b.aggregateid) || a.aggregateversion - b.aggregateversion);
};

const idsOf = async (em: EntityManager, facts: readonly Fact[]): Promise<string[]> => {
  const rows = await em.query<{ id: string }[]>(missingSql, [facts.map(({ tenantid }) => tenantid), facts.map(({ subject }) => subject), facts.map(({ id }) => id)]);
  return rows.map(({ id }) => id);
};

const readable = (message: Parameters<typeof parseFact>[0]): Fact[] => {
  try {
    return [parseFact(message)];
  } catch (error) {
    if (error instanceof UnreadableFact) return [];
    throw error;
  }
};

/** Lets every reader of this database pass these facts by, whenever they come: now, late, or in a rebuild. */
export const disregardFacts = (database: Pick<Database, 'systemTx'>, facts: readonly Pick<Fact, 'tenantid' | 'id'>[]): Promise<void> =>
  database.systemTx(async (em) => {
    await em.query(`insert into inbox (tenant_id, consumer, fact_id) select t, $1, f from unnest($2::text[], $3::uuid[]) as lost(t, f) on conflict do nothing`, [
      everyConsumer, facts.map(({ tenantid }) => tenantid), facts.map(({ id }) => id),
    ]);
  });
