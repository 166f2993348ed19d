import { readFact, UnreadableFact, type Fact } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { type DeadLetterStore, parkingKey } from './dead-letter.store.js';
import type { IncomingFact } from './fact-bus.port.js';

/** A name in the inbox that stands for every consumer: what lies under it is taken by none. */
export const everyConsumer = '*';

/** The effect of a fact, in the given transaction and nowhere else; what is thrown takes it all back. */
export type FactHandler = (em: EntityManager, fact: Fact) => Promise<void>;

/** The effects of several facts at once, in order, in the given transaction and nowhere else. */
export type FactsHandler = (em: EntityManager, facts: readonly Fact[]) => Promise<void>;

/** Hands facts one by one to a handler of single facts. */
export const oneByOne = (handle: FactHandler): FactsHandler => async (em, facts) => {
  for (const fact of facts) await handle(em, fact);
};

/* What a restore has lost lies in the inbox under a name for every consumer: see `disregardFacts`. */
const notLost = `not exists (select from inbox l where l.tenant_id = t and l.consumer = '${everyConsumer}' and l.fact_id = f)`;

const insertSql = `
  insert into inbox (tenant_id, consumer, fact_id)
  select t, $1, f from unnest($2::text[], $3::uuid[]) as incoming(t, f) where ${notLost}
  on conflict do nothing returning fact_id as "factId"`;

/** Takes all where no key is parked, and else nothing: one round trip for what is nearly always so. */
const takeFreeSql = `
  with parked as (
    select 1 from dead_letters where state = 'open' and consumer = $1 and key = any($4) limit 1),
  taken as (
    insert into inbox (tenant_id, consumer, fact_id)
    select t, $1, f from unnest($2::text[], $3::uuid[]) as incoming(t, f) where not exists (select from parked) and ${notLost}
    on conflict do nothing returning fact_id)
  select exists (select from parked) as parked, array(select fact_id::text from taken) as taken`;

/** @throws UnreadableFact */
export const parseFact = (message: IncomingFact): Fact => {
  let content: unknown;
  try {
    content = JSON.parse(message.value?.toString('utf8') ?? '');
  } catch {
    throw new UnreadableFact('no JSON');
  }
  return readFact(content);
};

/** Who a message is about, as far as it can be read. */
export const labelOf = (message: IncomingFact): { tenantId: string; factId: string | null } => {
  try {
    const fact = parseFact(message);
    return { tenantId: fact.tenantid, factId: fact.id };
  } catch {
    return { tenantId: '-', factId: null };
  }
};

/** Takes facts once: effect and inbox row in one transaction. Facts of a parked key are parked behind it. */
export class FactInbox {
  constructor(
    private readonly consumer: string,
    private readonly letters: DeadLetterStore,
    private readonly handle: FactsHandler,
  ) {}

  /** Takes messages in order within one transaction. Answers how many had an effect. */
  async take(em: EntityManager, messages: readonly IncomingFact[]): Promise<number> {
    return (await this.takeFree(em, messages)) ?? this.takeSorted(em, messages);
  }

  /** Answers nothing, and has done nothing, when a key is parked or a message cannot be read. */
  private async takeFree(em: EntityManager, messages: readonly IncomingFact[]): Promise<number | undefined> {
    const facts = messages.flatMap(readableFact);
    if (facts.length < messages.length) return undefined;
    const keys = [...new Set(messages.map(parkingKey))];
    const [row] = await em.query<{ parked: boolean; taken: string[] }[]>(takeFreeSql, [this.consumer, ...idsOf(facts), keys]);
    return row === undefined || row.parked ? undefined : this.effect(em, facts, row.taken);
  }

  /** Keeps facts behind the parked ones of their key. */
  private async takeSorted(em: EntityManager, messages: readonly IncomingFact[]): Promise<number> {
    const parked = await this.letters.parkedKeys(em, messages);
    const stillParked = new Map<string, boolean>();
    const free: IncomingFact[] = [];
    for (const message of messages) {
      const name = `${message.topic}/${parkingKey(message)}`;
      if (parked.has(name) && !stillParked.has(name)) stillParked.set(name, await this.letters.lockKey(em, message.topic, parkingKey(message)));
      if (stillParked.get(name)) await this.letters.park(em, { message, ...labelOf(message), reason: 'behind', error: null });
      else free.push(message);
    }
    return this.apply(em, free.map(parseFact));
  }

  /** Takes facts whose key is known to be free. */
  async apply(em: EntityManager, facts: readonly Fact[]): Promise<number> {
    if (facts.length === 0) return 0;
    const rows = await em.query<{ factId: string }[]>(insertSql, [this.consumer, ...idsOf(facts)]);
    return this.effect(em, facts, rows.map((row) => row.factId));
  }

  private async effect(em: EntityManager, facts: readonly Fact[], taken: readonly string[]): Promise<number> {
    const ids = new Set(taken);
    const fresh = facts.filter((fact) => ids.delete(fact.id));
    if (fresh.length > 0) await this.handle(em, fresh);
    return taken.length;
  }
}

const idsOf = (facts: readonly Fact[]): [tenants: string[], ids: string[]] => [facts.map((fact) => fact.tenantid), facts.map((fact) => fact.id)];

const readableFact = (message: IncomingFact): Fact[] => {
  try {
    return [parseFact(message)];
  } catch (error) {
    if (error instanceof UnreadableFact) return [];
    throw error;
  }
};
