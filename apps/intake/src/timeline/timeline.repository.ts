import type { Fact } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';

const actorOf = (data: unknown): string | null => {
  for (const field of ['byId', 'personId', 'ownerId']) {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : null;
    if (typeof value === 'string') return value;
  }
  return null;
};

/** Adds a fact to its ticket's timeline, once; facts of tickets that are not here change nothing. */
export const addToTimeline = async (em: EntityManager, fact: Fact): Promise<void> => {
  await em.query(
    `insert into ticket_timeline (tenant_id, ticket_id, fact_id, type, owner, at, ticket_seq, aggregate_id, aggregate_version, actor_id, data)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb where exists (select 1 from tickets where tenant_id = $1 and id = $2)
     on conflict do nothing`,
    [
      fact.tenantid, fact.subject, fact.id, fact.type, fact.type.split('.')[0], fact.time, fact.ticketseq ?? null, fact.aggregateid, fact.aggregateversion,
      actorOf(fact.data), JSON.stringify(fact.data),
    ],
  );
};
