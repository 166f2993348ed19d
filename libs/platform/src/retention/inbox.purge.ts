import type { LeaderSession } from '../outbox/relay.pump.js';

/** Whose inbox. */
export interface InboxOf {
  readonly tenantId: string;
  readonly reader: string;
}

const batch = 500;

/** The tenants that a reader has taken facts of: from one to the next by the primary key, however many facts there are. */
const tenantsSql = `
  with recursive tenant(id) as (
    (select tenant_id from inbox order by tenant_id limit 1)
    union all
    select (select i.tenant_id from inbox i where i.tenant_id > t.id order by i.tenant_id limit 1) from tenant t where t.id is not null)
  select id from tenant where id is not null`;

/** Facts are named by their time (UUIDv7), so the primary key is in its order; one that was sent and taken again lately stays. */
const purgeSql = `
  with limits as (
    select clock_timestamp() - $3 * interval '1 day' as before),
  old as (
    select fact_id from inbox
    where tenant_id = $1 and consumer = $2 and handled_at < (select before from limits)
      and fact_id < (select (lpad(to_hex((extract(epoch from before) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid from limits)
    order by fact_id limit ${batch}),
  gone as (
    delete from inbox i using old where i.tenant_id = $1 and i.consumer = $2 and i.fact_id = old.fact_id returning 1)
  select count(*)::int as gone from gone`;

export const inboxesOf = async (session: LeaderSession, readers: readonly string[]): Promise<InboxOf[]> => {
  const tenants = readers.length === 0 ? [] : await session.query<{ id: string }>(tenantsSql);
  return tenants.flatMap(({ id: tenantId }) => readers.map((reader) => ({ tenantId, reader })));
};

/** Forgets some of the facts that a reader took so many days ago; fewer than a whole batch: there are no more. */
export const purgeInbox = async (session: LeaderSession, { tenantId, reader }: InboxOf, days: number): Promise<{ readonly gone: number; readonly more: boolean }> => {
  const gone = (await session.query<{ gone: number }>(purgeSql, [tenantId, reader, days]))[0]?.gone ?? 0;
  return { gone, more: gone === batch };
};
