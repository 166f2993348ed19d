import type { Principal } from '@mendline/platform/auth';
import type { PageRequest } from '@mendline/platform/graphql';
import { visitAccepted } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { scope } from '../ticket/ticket.queries.js';
import { ArchiveRunEntity, ArchiveRunTicketEntity } from './archive.entity.js';

/** What is on record of an ended ticket beside its row. */
export interface Evidence {
  readonly id: string;
  readonly confirmed: boolean;
  readonly solved: boolean;
  readonly diagnosed: boolean;
  readonly accepted: boolean;
}

/** The next tickets that had ended by an instant and are not archived, or were archived after another; with what is on record of them. */
export const endedTickets = (em: EntityManager, tenantId: string, { by, since }: { readonly by: Date; readonly since: Date }, after: string, limit: number): Promise<Evidence[]> =>
  em.query<Evidence[]>(
    `with page as (
       (select id from tickets where tenant_id = $1 and id > $2 and closed_at <= $3 and archived_at is null order by id limit $5)
       union all
       (select id from tickets where tenant_id = $1 and id > $2 and archived_at > $4 and archived_at <= $3 order by id limit $5)
       order by id limit $5)
     select p.id,
       exists (select 1 from ticket_transitions s where s.tenant_id = $1 and s.ticket_id = p.id and s.to_status = 'confirmed') as confirmed,
       exists (select 1 from ticket_transitions s where s.tenant_id = $1 and s.ticket_id = p.id and s.to_status = 'solved') as solved,
       exists (select 1 from ticket_diagnoses d where d.tenant_id = $1 and d.ticket_id = p.id) as diagnosed,
       exists (select 1 from ticket_timeline l where l.tenant_id = $1 and l.ticket_id = p.id and l.type = $6) as accepted
     from page p order by p.id`,
    [tenantId, after, by, since, limit, visitAccepted.type],
  );

/** Opens the run of a day; one that is there stays as it is. */
export const insertRun = async (em: EntityManager, { tenantId, day, dueAt, startedAt }: Pick<ArchiveRunEntity, 'tenantId' | 'day' | 'dueAt' | 'startedAt'>): Promise<void> => {
  await em.query('insert into archive_runs (tenant_id, day, due_at, started_at) values ($1, $2, $3, $4) on conflict do nothing', [tenantId, day, dueAt, startedAt]);
};

export const runOf = (em: EntityManager, tenantId: string, day: string): Promise<ArchiveRunEntity | null> => em.findOne(ArchiveRunEntity, { where: { tenantId, day } });

/** The instant of the last run before a day; null before the first. */
export const runBefore = async (em: EntityManager, tenantId: string, day: string): Promise<Date | null> => {
  const rows = await em.query<{ at: Date }[]>('select due_at as at from archive_runs where tenant_id = $1 and day < $2 order by day desc limit 1', [tenantId, day]);
  return rows[0]?.at ?? null;
};

/** Counts what a run has found, and ends it. */
export const finishRun = async (em: EntityManager, tenantId: string, day: string, now: Date): Promise<Pick<ArchiveRunEntity, 'archived' | 'incomplete'>> => {
  const [counts] = await em.query<Pick<ArchiveRunEntity, 'archived' | 'incomplete'>[]>(
    `select count(*) filter (where missing = '{}')::int as archived, count(*) filter (where missing <> '{}')::int as incomplete
     from archive_run_tickets where tenant_id = $1 and day = $2`,
    [tenantId, day],
  );
  const { archived = 0, incomplete = 0 } = counts ?? {};
  await em.update(ArchiveRunEntity, { tenantId, day }, { archived, incomplete, finishedAt: now });
  return { archived, incomplete };
};

/** A page of runs and one more, newest first. */
export const pageOfRuns = (em: EntityManager, tenantId: string, { limit, after }: PageRequest): Promise<ArchiveRunEntity[]> => {
  const query = em.createQueryBuilder(ArchiveRunEntity, 'r').where('r.tenant_id = :tenantId', { tenantId });
  if (after) query.andWhere('r.day < :day', { day: after.id });
  return query.orderBy('r.day', 'DESC').take(limit + 1).getMany();
};

/** A ticket with an incomplete record. */
export interface Gap {
  readonly ticketId: string;
  readonly number: string;
  readonly status: string;
  readonly ownerId: string | null;
  readonly missing: string[];
}

/** A page of a run's gaps and one more, by ticket; only of tickets that the caller may see. */
export const pageOfGaps = (em: EntityManager, who: Principal, day: string, { limit, after }: PageRequest): Promise<Gap[]> => {
  const query = em
    .createQueryBuilder(ArchiveRunTicketEntity, 'g')
    .innerJoin('tickets', 't', 't.tenant_id = g.tenant_id and t.id = g.ticket_id')
    .where("g.tenant_id = :tenant and g.day = :day and g.missing <> '{}'", { tenant: who.tenant, day });
  scope(query, who);
  if (after) query.andWhere('g.ticket_id > :after', { after: after.id });
  return query
    .select('g.ticket_id', 'ticketId').addSelect('t.number', 'number').addSelect('t.status', 'status').addSelect('t.owner_id', 'ownerId').addSelect('g.missing', 'missing')
    .orderBy('g.ticket_id').limit(limit + 1).getRawMany<Gap>();
};
