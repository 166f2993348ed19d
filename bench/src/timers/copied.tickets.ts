import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newTicketId } from './ticket.id.js';

/** A ticket that was registered at intake, by which others are written. */
export interface Template {
  readonly id: string;
  /** When its only clock is due. */
  readonly dueAt: Date;
}

const chosen = `copies as (select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[]) as c(template, id, number, shift_ms))`;
const later = (column: string): string => `${column} + c.shift_ms * interval '1 millisecond'`;
const iso = (instant: string): string => `to_char((${instant}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ticketsSql = `
  with ${chosen}
  insert into tickets select r.* from copies c join tickets t on t.id = c.template, jsonb_populate_record(t, jsonb_build_object('id', c.id, 'number', c.number,
    'received_at', ${later('t.received_at')}, 'next_clock_at', ${later('t.next_clock_at')}, 'next_due_at', ${later('t.next_due_at')}, 'next_risk_at', ${later('t.next_risk_at')})) r`;

const clocksSql = `
  with ${chosen}
  insert into ticket_clocks select r.* from copies c join ticket_clocks k on k.ticket_id = c.template, jsonb_populate_record(k, jsonb_build_object('ticket_id', c.id,
    'started_at', ${later('k.started_at')}, 'due_at', ${later('k.due_at')}, 'next_level_at', ${later('k.next_level_at')}, 'risk_at', ${later('k.risk_at')},
    'specs', jsonb_set(k.specs, '{0,at}', to_jsonb(${iso(later('k.started_at'))})))) r`;

/** What the template's facts say of ids, numbers and instants is said of the copy's. */
const factsSql = `
  with ${chosen},
  said as (
    select l.tenant_id, gen_random_uuid() as id, l.topic, l.type, c.id as key, l.position as nth,
           replace(replace(replace(replace(l.envelope::text, c.template, c.id), t.number, c.number), ${iso('k.started_at')}, ${iso(later('k.started_at'))}), ${iso('k.due_at')}, ${iso(later('k.due_at'))})::jsonb as envelope
    from copies c join fact_log l on l.key = c.template and l.topic = 'intake.ticket.v1' join tickets t on t.id = c.template join ticket_clocks k on k.ticket_id = c.template),
  heads as (
    insert into fact_heads (tenant_id, aggregate, aggregate_id, version)
    select h.tenant_id, h.aggregate, c.id, h.version from copies c join fact_heads h on h.aggregate = 'intake.ticket' and h.aggregate_id = c.template),
  logged as (
    insert into fact_log (tenant_id, id, topic, type, key, envelope)
    select tenant_id, id, topic, type, key, envelope || jsonb_build_object('id', id) from said order by key, nth
    returning tenant_id, position, recorded_at, id, topic, type, key, envelope),
  timeline as (
    insert into ticket_timeline (tenant_id, ticket_id, fact_id, type, owner, at, ticket_seq, aggregate_id, aggregate_version, actor_id, data)
    select tenant_id, key, id, type, 'intake', (envelope ->> 'time')::timestamptz, (envelope ->> 'ticketseq')::int, key, (envelope ->> 'aggregateversion')::int, envelope #>> '{data,actorId}', envelope -> 'data'
    from logged order by position)
  insert into fact_outbox (tenant_id, position, recorded_at, id, topic, key) select tenant_id, position, recorded_at, id, topic, key from logged`;

const startsSql = `
  with ${chosen}
  insert into outbox (tenant_id, kind, key, payload)
  select t.tenant_id, 'temporal.start', c.id, jsonb_build_object('tenantId', t.tenant_id, 'ticketId', c.id) from copies c join tickets t on t.id = c.template order by c.id`;

const run = randomBytes(3).toString('hex');
let count = 0;

/**
 * Writes a ticket for every instant at which its clock is to be due, each as a template of the same day was written by intake: row, clock, facts, timeline, and
 * the outbox row by which the relay starts its life. They share the templates' customers, and nobody is told that they came in. Answers their ids.
 */
export const copyTickets = async (database: pg.Client, templates: readonly Template[], instants: readonly Date[]): Promise<string[]> => {
  const copies = instants.map((dueAt, n) => {
    const template = templates[n % templates.length];
    if (!template) throw new Error('there is no template');
    count += 1;
    return { template: template.id, id: newTicketId(template.id.split('_')[0] ?? ''), number: `B${run}-${count}`, shift: Math.round(dueAt.getTime() - template.dueAt.getTime()) };
  });
  const columns = [copies.map(({ template }) => template), copies.map(({ id }) => id), copies.map(({ number }) => number), copies.map(({ shift }) => shift)];
  await database.query('begin');
  try {
    for (const sql of [ticketsSql, clocksSql, factsSql, startsSql]) await database.query(sql, columns);
    await database.query('commit');
  } catch (error) {
    await database.query('rollback');
    throw error;
  }
  return copies.map(({ id }) => id);
};
