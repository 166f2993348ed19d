import type { EntityManager } from 'typeorm';

/** What waits in a service's outbox, over all tenants. */
export interface OutboxStatus {
  readonly waiting: number;
  /** Rows that have failed at least once and are tried again. */
  readonly failing: number;
  /** Age of the oldest waiting row, in seconds; 0 when nothing waits. */
  readonly oldestSeconds: number;
  readonly unpublishedFacts: number;
}

const sql = `
  select (select count(*)::int from outbox where delivered_at is null) as waiting,
         (select count(*)::int from outbox where delivered_at is null and attempts > 0) as failing,
         (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float from outbox where delivered_at is null) as "oldestSeconds",
         (select count(*)::int from fact_outbox) as "unpublishedFacts"`;

/** Counts for operators; run it in a system transaction. */
export const outboxStatus = async (em: EntityManager): Promise<OutboxStatus> => {
  const rows = await em.query<OutboxStatus[]>(sql);
  return rows[0] ?? { waiting: 0, failing: 0, oldestSeconds: 0, unpublishedFacts: 0 };
};
