import type pg from 'pg';

/** The first escalation of a ticket's review: when it was due, when it was on record. */
export interface Raised {
  readonly ticketId: string;
  readonly dueAt: Date;
  readonly raisedAt: Date;
}

/** Recipients of one level are told in one transaction: a ticket counts once. */
const raisedSql = `
  select ticket_id as "ticketId", min(level_due_at) as "dueAt", min(raised_at) as "raisedAt"
  from escalations where ticket_id = any($1) and level = 1 group by ticket_id`;

export const readRaised = async (database: pg.Client, ids: readonly string[]): Promise<Raised[]> => (await database.query<Raised>(raisedSql, [ids])).rows;
