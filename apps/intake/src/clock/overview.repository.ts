import type { Principal } from '@mendline/platform/auth';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { scope } from '../ticket/ticket.queries.js';
import { TicketClockEntity } from './clock.entity.js';

/** Counts of running clocks of a target, each in one of four states. */
export interface StageCounts {
  readonly target: string;
  readonly running: number;
  readonly atRisk: number;
  readonly breached: number;
  readonly paused: number;
}

/** Held clocks of a target, by what holds them. */
export interface PauseCounts {
  readonly target: string;
  readonly reasons: readonly string[];
  readonly count: number;
}

/** A clock instance within its ticket. */
export interface ClockName {
  readonly ticketId: string;
  readonly target: string;
  readonly round: number;
  readonly lap: number;
}

const late = 'c.due_at < :now';
const held = "c.due_at is null and c.paused_by <> '{}'";
const atRisk = 'c.due_at >= :now and c.risk_at <= :now';

/** Running clocks by target, of tickets that the caller may see. */
export const stageCounts = (em: EntityManager, who: Principal, now: Date): Promise<StageCounts[]> =>
  runningClocks(em, who)
    .select('c.target', 'target')
    .addSelect(`count(*) filter (where not coalesce(${late}, false) and not (${held}) and not coalesce(${atRisk}, false))::int`, 'running')
    .addSelect(`count(*) filter (where ${atRisk})::int`, 'atRisk')
    .addSelect(`count(*) filter (where ${late})::int`, 'breached')
    .addSelect(`count(*) filter (where ${held})::int`, 'paused')
    .setParameter('now', now)
    .groupBy('c.target')
    .orderBy('c.target')
    .getRawMany<StageCounts>();

/** Held clocks by target and reasons, of tickets that the caller may see. */
export const pauseCounts = (em: EntityManager, who: Principal): Promise<PauseCounts[]> =>
  runningClocks(em, who)
    .andWhere("c.paused_by <> '{}'")
    .select('c.target', 'target')
    .addSelect('c.paused_by', 'reasons')
    .addSelect('count(*)::int', 'count')
    .groupBy('c.target')
    .addGroupBy('c.paused_by')
    .getRawMany<PauseCounts>();

const runningClocks = (em: EntityManager, who: Principal): SelectQueryBuilder<TicketClockEntity> => {
  const query = em
    .createQueryBuilder(TicketClockEntity, 'c')
    .innerJoin('tickets', 't', 't.tenant_id = c.tenant_id and t.id = c.ticket_id and t.archived_at is null')
    .where('c.tenant_id = :tenant and c.stopped_at is null', { tenant: who.tenant });
  scope(query, who);
  return query;
};

/** Clocks that came to be at risk after one instant and by another, and are not late. */
export const cameAtRisk = (em: EntityManager, tenantId: string, after: Date, by: Date): Promise<(ClockName & { readonly riskAt: Date })[]> =>
  em.query(
    `select ticket_id as "ticketId", target, round, lap, risk_at as "riskAt" from ticket_clocks
     where tenant_id = $1 and stopped_at is null and risk_at > $2 and risk_at <= $3 and due_at >= $3 order by risk_at, ticket_id limit 1000`,
    [tenantId, after, by],
  );
