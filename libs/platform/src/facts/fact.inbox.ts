import { readFact, UnreadableFact, type Fact } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { type DeadLetterStore, parkingKey } from './dead-letter.store.js';
import type { IncomingFact } from './fact-bus.port.js';

/** The effect of a fact, in the given transaction and nowhere else; what is thrown takes it all back. */
export type FactHandler = (em: EntityManager, fact: Fact) => Promise<void>;

const insertSql = `
  insert into inbox (tenant_id, consumer, fact_id)
  select t, $1, f from unnest($2::text[], $3::uuid[]) as incoming(t, f)
  on conflict do nothing returning fact_id as "factId"`;

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
    private readonly handler: FactHandler,
  ) {}

  /** Takes messages in order within one transaction. Answers how many had an effect. */
  async take(em: EntityManager, messages: readonly IncomingFact[]): Promise<number> {
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
    const rows = await em.query<{ factId: string }[]>(insertSql, [this.consumer, facts.map((fact) => fact.tenantid), facts.map((fact) => fact.id)]);
    const fresh = new Set(rows.map((row) => row.factId));
    for (const fact of facts) if (fresh.delete(fact.id)) await this.handler(em, fact);
    return rows.length;
  }
}
