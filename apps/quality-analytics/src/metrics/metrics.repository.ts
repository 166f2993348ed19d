import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { matterEnds, responseTargets, satisfiedFrom } from './metrics.domain.js';
import type { WeekCounts } from './metrics.domain.js';

/** Which weeks of whom: every ISO week in `zone` that [from, to) touches. */
export interface MetricsQuery {
  readonly tenantId: string;
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  readonly region: string | null;
  readonly ownerId: string | null;
  readonly asOf: Date;
}

const weekOf = (column: string): string => `date_trunc('week', ${column} at time zone (select zone from asked))`;
const inSpan = (column: string): string => `${column} >= (select begins from span) and ${column} < (select ends from span)`;

const sql = `
  with asked as (
    select $1::text as tenant, $2::timestamptz as "from", $3::timestamptz as "to", $4::text as zone, $5::text as region, $6::text as owner, $7::timestamptz as as_of
  ), bounds as (
    select date_trunc('week', "from" at time zone zone) as first, date_trunc('week', ("to" - interval '1 microsecond') at time zone zone) as last, zone from asked
  ), span as (
    select first, last, first at time zone zone as begins, (last + interval '7 days') at time zone zone as ends from bounds
  ), mine as (
    select * from quality_tickets
    where tenant_id = (select tenant from asked)
      and ((select region from asked) is null or region = (select region from asked))
      and ((select owner from asked) is null or owner_id = (select owner from asked))
  ), registered as (
    select ${weekOf('registered_at')} as week, count(*)::int as tickets from mine where ${inSpan('registered_at')} group by 1
  ), due as (
    select ${weekOf('coalesce(c.due_at, c.stopped_at)')} as week, count(*)::int as due, (count(*) filter (where c.state = 'met'))::int as met
    from quality_clocks c join mine using (tenant_id, ticket_id)
    where c.tenant_id = (select tenant from asked) and c.target = any($8) and ${inSpan('coalesce(c.due_at, c.stopped_at)')}
      and (c.state in ('met', 'missed') or (c.state = 'running' and c.due_at < (select as_of from asked)))
    group by 1
  ), closed as (
    select ${weekOf('closed_at')} as week, count(*)::int as closed, (count(*) filter (where end_status = 'confirmed'))::int as confirmed,
           (count(*) filter (where end_status = 'confirmed' and round = 0))::int as first_round
    from mine where ${inSpan('closed_at')} and end_status = any($9) group by 1
  ), answered as (
    select ${weekOf('satisfaction_at')} as week, count(*)::int as answers, (count(*) filter (where satisfaction >= $10))::int as satisfied, sum(satisfaction) as score
    from mine where ${inSpan('satisfaction_at')} group by 1
  )
  select to_char(week, 'IYYY-"W"IW') as week, coalesce(tickets, 0) as tickets, coalesce(due, 0) as "clocksDue", coalesce(met, 0) as "clocksMet",
         coalesce(closed, 0) as closed, coalesce(confirmed, 0) as confirmed, coalesce(first_round, 0) as "confirmedInFirstRound",
         coalesce(answers, 0) as answers, coalesce(satisfied, 0) as satisfied, coalesce(score, 0) as "scoreSum"
  from (select generate_series(first, last, interval '7 days') as week from span) weeks
  left join registered using (week) left join due using (week) left join closed using (week) left join answered using (week)
  order by week`;

@Injectable()
export class MetricsRepository {
  /** One row a week, weeks without tickets included. */
  weekly(em: EntityManager, query: MetricsQuery): Promise<WeekCounts[]> {
    const { tenantId, from, to, zone, region, ownerId, asOf } = query;
    return em.query<WeekCounts[]>(sql, [tenantId, from, to, zone, region, ownerId, asOf, responseTargets, matterEnds, satisfiedFrom]);
  }
}
