import type { EntityManager } from 'typeorm';
import type { OutboxKind } from './outbox.row.js';

/** What to write; ids and codes only, never text or personal data. */
export interface OutboxEntry {
  readonly tenantId: string;
  readonly kind: OutboxKind;
  readonly key: string;
  readonly payload: object;
  /** Not before this many milliseconds: for rows that the writer tries to deliver itself first. */
  readonly delayMs?: number;
}

const sql = `
  insert into outbox (tenant_id, kind, key, payload, next_at)
  values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond') returning id`;

/** Writes a row in the caller's transaction; the relay learns of it at commit. Answers its id. */
export const enqueue = async (em: EntityManager, entry: OutboxEntry): Promise<string> => {
  const rows = await em.query<{ id: string }[]>(sql, [entry.tenantId, entry.kind, entry.key, JSON.stringify(entry.payload), entry.delayMs ?? 0]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the outbox row was not written');
  return id;
};
