import { measures } from './metrics.domain.js';
import type { Measure } from './metrics.domain.js';

/*
 * Every figure is a count of events, each with its instant, region and person, and whether it is good. Parameters: $1 tenant, $2 from, $3 to, $4 zone,
 * $5 region, $6 person, $7 asOf, $8 days of a repeat, $9 response targets, $10 ends of matters, $11 satisfied score.
 */

/** The weeks that [from, to) touches, in the tenant's zone, and their instants. */
const spans = `
  asked as (
    select $1::text as tenant, $2::timestamptz as "from", $3::timestamptz as "to", $4::text as zone, $5::text as region, $6::text as person, $7::timestamptz as as_of,
           make_interval(days => $8::int) as repeats, $9::text[] as response, $10::text[] as ends, $11::float8 as satisfied
  ), bounds as (
    select date_trunc('week', "from" at time zone zone) as first, date_trunc('week', ("to" - interval '1 microsecond') at time zone zone) as last, zone from asked
  ), span as (
    select first, last, first at time zone zone as begins, (last + interval '7 days') at time zone zone as ends from bounds
  )`;

/** Tickets of the tenant and the region asked for. */
const tickets = `
  mine as (
    select t.* from quality_tickets t, asked where t.tenant_id = asked.tenant and (asked.region is null or t.region = asked.region)
  )`;

const inSpan = (at: string): string => `${at} >= (select begins from span) and ${at} < (select ends from span)`;

/** Repairs that were closed after somebody had been there, or at least for one device; whether the device came again for the same fault, and whether the time for it is over. */
const repairs = `
  repairs as (
    select m.*, coalesce(m.engineer_id, m.owner_id) as person, m.closed_at + asked.repeats <= asked.as_of as elapsed,
           exists (select from quality_tickets n
                   where n.tenant_id = m.tenant_id and n.device_id = m.device_id and n.fault_class = m.fault_class and n.kind = 'repair' and n.counted
                     and n.ticket_id <> m.ticket_id and n.registered_at > m.closed_at and n.registered_at <= m.closed_at + asked.repeats) as repeated
    from mine m, asked
    where m.kind = 'repair' and m.counted and m.end_status = any(asked.ends) and ${inSpan('m.closed_at')}
  )`;

const dueAt = 'coalesce(c.due_at, c.stopped_at)';

/** Clocks that were due: stopped in time or late, or running past their due instant. */
const clocks = `
  clocks as (
    select ${dueAt} as at, m.region, coalesce(c.responsible_id, m.owner_id) as person, c.state = 'met' as good, c.target
    from quality_clocks c join mine m using (tenant_id, ticket_id), asked
    where c.tenant_id = asked.tenant and ${inSpan(dueAt)} and (c.state in ('met', 'missed') or (c.state = 'running' and c.due_at < asked.as_of))
  )`;

/**
 * Windows promised to customers that are over, or in which somebody came, and those that were missed before they were replaced; a visit that was
 * not needed any more in good time broke no promise.
 */
const arrivals = `
  visits_of_mine as not materialized (
    select v.*, m.region from quality_visits v join mine m using (tenant_id, ticket_id), asked where v.tenant_id = asked.tenant
  ), arrivals as (
    select v.window_to as at, v.region, v.engineer_id as person, coalesce(v.arrived_at <= v.window_to, false) as good
    from visits_of_mine v, asked
    where ${inSpan('v.window_to')} and (v.arrived_at is not null or (v.window_to < asked.as_of and coalesce(v.outcome, '') not in ('abandoned', 'customer-absent')))
    union all
    select missed."to", v.region, missed."engineerId", false
    from visits_of_mine v, jsonb_to_recordset(v.missed_windows) as missed("engineerId" text, "to" timestamptz)
    where v.missed_windows <> '[]' and ${inSpan('missed."to"')}
  )`;

const closed = `end_status = any((select ends from asked)::text[]) and ${inSpan('closed_at')}`;

/** One select per measure. */
const selects: Readonly<Record<Measure, string>> = {
  registered: `registered_at, region, owner_id, true, null::float8 from mine where ${inSpan('registered_at')}`,
  response: `at, region, person, good, null from clocks where target = any((select response from asked)::text[])`,
  clock: `at, region, person, good, null from clocks`,
  arrival: `at, region, person, good, null from arrivals`,
  solved: `closed_at, region, owner_id, end_status = 'confirmed', null from mine where ${closed}`,
  answer: `satisfaction_at, region, owner_id, satisfaction >= (select satisfied from asked), satisfaction from mine where ${inSpan('satisfaction_at')}`,
  firstRound: `closed_at, region, owner_id, end_status = 'confirmed' and round = 0, null from mine where ${closed}`,
  firstTimeFix: `closed_at, region, person, end_status = 'confirmed' and round = 0 and visits_made = 1 and not repeated, null from repairs where visits_made > 0 and end_status <> 'cancelled'`,
  repeat: `closed_at, region, person, repeated, null from repairs where elapsed and device_id is not null and end_status <> 'cancelled'`,
};

const events = `
  events(measure, at, region, person, good, score) as (
    ${measures.map((measure) => `select '${measure}', ${selects[measure]}`).join('\n    union all ')}
  ), seen as (
    select to_char(at at time zone (select zone from asked), 'IYYY-"W"IW') as week, region, person, measure, good, score
    from events where (select person from asked) is null or person = (select person from asked)
  )`;

const counts = measures
  .flatMap((measure) => [`(count(*) filter (where measure = '${measure}'))::int as "${measure}All"`, `(count(*) filter (where measure = '${measure}' and good))::int as "${measure}Good"`])
  .join(', ');

const withEvents = `with ${[spans, tickets, repairs, clocks, arrivals, events].join(', ')}`;

/** One row a week, weeks without anything included. */
export const weeklySql = `
  ${withEvents}
  select w.week, ${counts}, coalesce(sum(score), 0) as "scoreSum"
  from (select to_char(generate_series(first, last, interval '7 days'), 'IYYY-"W"IW') as week from span) w left join seen using (week)
  group by w.week order by w.week`;

/** One row a group with anything in it; $12–$14 say by what is grouped, $15–$17 after which group the page begins, $18 how many. */
export const groupsSql = `
  ${withEvents}, groups as (
    select case when $12 then week end as week, case when $13 then region end as region, case when $14 then person end as person, ${counts}, coalesce(sum(score), 0) as "scoreSum"
    from seen group by 1, 2, 3
  )
  select * from groups
  where $15::text is null or (coalesce(week, ''), coalesce(region, ''), coalesce(person, '')) > ($15, $16::text, $17::text)
  order by coalesce(week, ''), coalesce(region, ''), coalesce(person, '') limit $18`;
