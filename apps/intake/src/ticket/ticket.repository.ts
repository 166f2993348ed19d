import { notFound } from '@mendline/contracts';
import type { EntityManager } from 'typeorm';
import { TicketEntity, TicketTransitionEntity } from './ticket.entity.js';

/** The ticket, locked against every other change until the transaction ends; null when there is none. */
export const lockTicket = (em: EntityManager, tenantId: string, id: string): Promise<TicketEntity | null> =>
  em.findOne(TicketEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });

/** The ticket. Throws DomainError `ticket.unknown`. */
export const requireTicket = async (em: EntityManager, tenantId: string, id: string): Promise<TicketEntity> => {
  const ticket = await em.findOne(TicketEntity, { where: { tenantId, id } });
  if (!ticket) throw notFound('ticket.unknown');
  return ticket;
};

/** What was recorded for a command of a ticket, if it was. */
export const findTransition = (em: EntityManager, tenantId: string, ticketId: string, commandId: string): Promise<TicketTransitionEntity | null> =>
  em.findOne(TicketTransitionEntity, { where: { tenantId, ticketId, commandId } });

/** The effective instant of the ticket's last transition: since then its stage runs. */
export const stageStartedAt = async (em: EntityManager, ticket: TicketEntity): Promise<Date> => {
  const { tenantId, id: ticketId, seq } = ticket;
  const last = await em.findOne(TicketTransitionEntity, { where: { tenantId, ticketId, seq }, select: { tenantId: true, effectiveAt: true } });
  return last?.effectiveAt ?? ticket.receivedAt;
};

/** Ties a ticket to another; again is no change. */
export const insertLink = async (em: EntityManager, ticket: TicketEntity, relation: string, otherId: string, at: Date): Promise<void> => {
  await em.query('insert into ticket_links (tenant_id, ticket_id, relation, other_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    ticket.tenantId, ticket.id, relation, otherId, at,
  ]);
};

/** Writes the whole row back. The caller holds its lock, so nothing is read again. */
export const saveTicket = async (em: EntityManager, ticket: TicketEntity): Promise<void> => {
  const { tenantId, id, ...columns } = ticket;
  await em.update(TicketEntity, { tenantId, id }, columns);
};
