import type pg from 'pg';

/** A message as it stands in the log. */
export interface BacklogMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

/** Real facts of tickets again and again, with ids of their own, spread over as many keys as there are tickets. */
const fillSql = `
  with template as (
    select row_number() over () - 1 as n, count(*) over () as of, tenant_id, topic, type, envelope
    from (select * from fact_log where topic = 'intake.ticket.v1' order by position limit 500) t),
  logged as (
    insert into fact_log (tenant_id, id, topic, type, key, envelope)
    select t.tenant_id, fresh.id, t.topic, t.type, 'bench-' || (i / 8), t.envelope || jsonb_build_object('id', fresh.id, 'subject', 'bench-' || (i / 8))
    from generate_series(1, $1::int) i
    join template t on t.n = i % t.of
    cross join lateral (select md5('bench' || i)::uuid as id) fresh
    returning tenant_id, position, recorded_at, id, topic, key)
  insert into fact_outbox (tenant_id, position, recorded_at, id, topic, key) select * from logged`;

const messagesSql = `
  select o.topic, o.key, l.envelope::text as value
  from fact_outbox o join fact_log l on l.tenant_id = o.tenant_id and l.recorded_at = o.recorded_at and l.id = o.id
  order by o.position`;

/** Replaces what is unpublished by a backlog of `count` facts, and answers its messages in order. Needs facts of tickets in the log. */
export const prepareBacklog = async (database: pg.Client, count: number): Promise<readonly BacklogMessage[]> => {
  await database.query('truncate fact_outbox');
  const { rowCount } = await database.query(fillSql, [count]);
  if (rowCount !== count) throw new Error(`the backlog has ${rowCount ?? 0} facts instead of ${count}: there are no facts of tickets to take as examples`);
  await database.query('analyze fact_outbox, fact_log');
  return (await database.query<BacklogMessage>(messagesSql)).rows;
};

export const unpublished = async (database: pg.Client): Promise<number> => {
  const { rows } = await database.query<{ count: number }>('select count(*)::int as count from fact_outbox');
  return rows[0]?.count ?? 0;
};
