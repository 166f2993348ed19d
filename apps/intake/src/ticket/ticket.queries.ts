import { ticketNoted, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
import type { Principal } from '@mendline/platform/auth';
import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { isNotAbout } from './ticket.access.js';
import { TicketEntity } from './ticket.entity.js';
import type { TicketFilter, TicketSort } from './ticket.input.js';
import type * as model from './ticket.model.js';

const minuteMs = 60_000;

/** Rows of one page and one more. */
export const listTickets = (...given: Parameters<typeof pageOfTickets>): Promise<TicketEntity[]> => pageOfTickets(...given).getMany();

/** The statement of a page. Every filter and order is served by an index that leads with the tenant. */
export const pageOfTickets = (
  em: EntityManager, who: Principal, filter: TicketFilter, sort: TicketSort, page: PageRequest, now: Date,
): SelectQueryBuilder<TicketEntity> => {
  const query = em.createQueryBuilder(TicketEntity, 't').where('t.tenant_id = :tenant', { tenant: who.tenant });
  scope(query, who);
  if (filter.statuses?.length) query.andWhere('t.status = any(:statuses)', { statuses: filter.statuses });
  if (filter.ownerId) query.andWhere('t.owner_id = :owner', { owner: filter.ownerId });
  if (filter.visitEngineerId) query.andWhere('t.visit_engineer_id = :engineer', { engineer: filter.visitEngineerId });
  if (filter.region) query.andWhere('t.region = :region', { region: filter.region });
  if (filter.kind) query.andWhere('t.kind = :kind', { kind: filter.kind });
  if (filter.deviceId) query.andWhere('t.device_id = :device', { device: filter.deviceId });
  if (typeof filter.urgent === 'boolean') query.andWhere('t.urgent = :urgent', { urgent: filter.urgent });
  if (filter.wait) query.andWhere('t.wait = :wait', { wait: filter.wait });
  if (filter.open === true) query.andWhere('t.archived_at is null');
  if (filter.open === false) query.andWhere('t.archived_at is not null');
  if (typeof filter.dueWithinMinutes === 'number') {
    query.andWhere('t.next_due_at <= :due', { due: new Date(now.getTime() + filter.dueWithinMinutes * minuteMs) });
  }
  dueFilters(query, filter, now);
  return sorted(query, sort, page).take(page.limit + 1);
};

/** Only open tickets have running clocks; said here, so that the indexes of open tickets serve. */
const dueFilters = (query: SelectQueryBuilder<TicketEntity>, { dueBefore, breached, atRisk }: TicketFilter, now: Date): void => {
  if (dueBefore) query.andWhere('t.archived_at is null and t.next_due_at < :dueBefore', { dueBefore });
  if (breached === true) query.andWhere('t.archived_at is null and t.next_due_at < :now', { now });
  if (breached === false) query.andWhere('(t.next_due_at is null or t.next_due_at >= :now)', { now });
  if (atRisk === true) query.andWhere('t.archived_at is null and t.next_risk_at <= :now and t.next_due_at >= :now', { now });
  if (atRisk === false) query.andWhere('(t.next_risk_at is null or t.next_risk_at > :now or t.next_due_at < :now)', { now });
};

/** Narrows a list to what the caller may see [A1-4]. */
export const scope = (query: SelectQueryBuilder<ObjectLiteral>, who: Principal): void => {
  const person = who.personId ?? '';
  query.andWhere(isNotAbout('t.flow', ':person'), { person });
  if (who.roles.includes('customer')) query.andWhere('t.customer_id = :customer', { customer: who.customerId ?? '' });
  else if (who.dataScope === 'own') query.andWhere('(t.owner_id = :person or t.registered_by = :person or t.visit_engineer_id = :person)', { person });
  else if (who.dataScope !== 'all' && who.region !== undefined) {
    query.andWhere('(t.region = :ownRegion or t.owner_id = :person or t.registered_by = :person or t.visit_engineer_id = :person)', { ownRegion: who.region, person });
  }
};

const sorted = (query: SelectQueryBuilder<TicketEntity>, sort: TicketSort, { after }: PageRequest): SelectQueryBuilder<TicketEntity> => {
  if (sort === 'NEXT_DUE') {
    query.andWhere('t.archived_at is null and t.next_due_at is not null').orderBy('t.nextDueAt', 'ASC').addOrderBy('t.id', 'ASC');
    return after ? query.andWhere('(t.next_due_at, t.id) > (:sort::timestamptz, :id)', { sort: after.sort, id: after.id }) : query;
  }
  query.orderBy('t.registeredAt', 'DESC').addOrderBy('t.id', 'DESC');
  return after ? query.andWhere('(t.registered_at, t.id) < (:sort::timestamptz, :id)', { sort: after.sort, id: after.id }) : query;
};

const forStaff = { actor: 'actor_id', data: 'data', only: 'true' };

/** What a customer may know: how far the matter is, and what was written to him; never who did it, what staff write for themselves, or who answers for what [A1-4]. */
const forCustomers = {
  actor: 'null',
  data: `case type when '${ticketNoted.type}' then data - 'authorId' else jsonb_strip_nulls(jsonb_build_object('number', data -> 'number', 'command', data -> 'command', 'from', data -> 'from', 'to', data -> 'to')) end`,
  only: `(type in ('${ticketRegistered.type}', '${ticketTransitioned.type}') or (type = '${ticketNoted.type}' and data ->> 'visibility' = 'customer'))`,
};

/** A page of the timeline, oldest first. */
export const timelineOf = (
  em: EntityManager, who: Principal, ticketId: string, { limit, after }: PageRequest,
): Promise<(model.TimelineEntry & { readonly position: string })[]> => {
  const { actor, data, only } = who.roles.includes('customer') ? forCustomers : forStaff;
  return em.query(
    `select position, fact_id as id, coalesce(ticket_seq, 0) as seq, at, type, owner, ${actor} as actor, data ->> 'command' as command,
            data ->> 'from' as "from", data ->> 'to' as "to", (${data})::text as data
     from ticket_timeline where tenant_id = $1 and ticket_id = $2 and position > $3 and ${only} order by position limit $4`,
    [who.tenant, ticketId, after?.sort ?? 0, limit + 1],
  );
};
