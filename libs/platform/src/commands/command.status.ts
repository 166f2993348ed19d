import type { EntityManager } from 'typeorm';

/** Commands whose outcome is not known yet, over all tenants. */
export interface CommandStatus {
  readonly pending: number;
  /** Age of the oldest, in seconds; 0 when none is pending. */
  readonly oldestSeconds: number;
}

const sql = `
  select count(*)::int as pending, coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0)::float as "oldestSeconds"
  from commands where state = 'PENDING'`;

/** Counts for operators; run it in a system transaction. */
export const commandStatus = async (em: EntityManager): Promise<CommandStatus> => {
  const rows = await em.query<CommandStatus[]>(sql);
  return rows[0] ?? { pending: 0, oldestSeconds: 0 };
};
