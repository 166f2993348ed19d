import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import type { EntityManager } from 'typeorm';
import { canSee } from './ticket.access.js';
import { TicketEntity } from './ticket.entity.js';
import { lockTicket, requireTicket } from './ticket.repository.js';

/** A ticket within the caller's data scope. Throws DomainError `ticket.unknown`, also for one that the caller may not see. */
export const visibleTicket = async (em: EntityManager, who: Principal, id: string): Promise<TicketEntity> => {
  const ticket = await requireTicket(em, who.tenant, id);
  if (!canSee(who, ticket)) throw notFound('ticket.unknown');
  return ticket;
};

/** As `visibleTicket`, locked against every other change until the transaction ends. */
export const lockVisibleTicket = async (em: EntityManager, who: Principal, id: string): Promise<TicketEntity> => {
  const ticket = await lockTicket(em, who.tenant, id);
  if (!ticket || !canSee(who, ticket)) throw notFound('ticket.unknown');
  return ticket;
};

/** Tickets of a request of several devices within the caller's data scope, in the order in which they were written. */
export const visibleOfRequest = async (em: EntityManager, who: Principal, requestId: string): Promise<TicketEntity[]> =>
  (await em.find(TicketEntity, { where: { tenantId: who.tenant, requestId }, order: { id: 'ASC' } })).filter((ticket) => canSee(who, ticket));

/** Whose request a ticket is; null for one that the tenant has not. Nothing else of it is told. */
export const customerOfTicket = async (em: EntityManager, tenantId: string, id: string): Promise<string | null> =>
  (await em.findOne(TicketEntity, { where: { tenantId, id }, select: { tenantId: true, id: true, customerId: true } }))?.customerId ?? null;
