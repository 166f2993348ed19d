import type { Pause } from '@mendline/sla';
import type { EntityManager } from 'typeorm';
import { TicketHoldEntity } from '../ticket/ticket.entity.js';
import { EscalationEntity, TicketClockEntity } from './clock.entity.js';

/** Clocks of a ticket, oldest first. */
export const clocksOf = (em: EntityManager, tenantId: string, ticketId: string): Promise<TicketClockEntity[]> =>
  em.find(TicketClockEntity, { where: { tenantId, ticketId }, order: { startedAt: 'ASC' } });

/** Holds of a ticket as the pauses that libs/sla counts. */
export const pausesOfTicket = async (em: EntityManager, tenantId: string, ticketId: string): Promise<Pause[]> => {
  const holds = await em.find(TicketHoldEntity, { where: { tenantId, ticketId }, order: { seq: 'ASC' } });
  return holds.map(({ reason, from, to }) => ({ reason, from, to }));
};

/** Writes a clock row, new or changed. */
export const saveClock = async (em: EntityManager, clock: TicketClockEntity): Promise<void> => {
  await em.upsert(TicketClockEntity, clock, ['tenantId', 'ticketId', 'target', 'round']);
};

/** Inserts an escalation; false when it was raised before. */
export const insertEscalation = async (em: EntityManager, escalation: EscalationEntity): Promise<boolean> => {
  const rows = await em.query<unknown[]>(
    `insert into escalations (tenant_id, ticket_id, target, round, level, recipient_id, via, due_at, level_due_at, raised_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning 1`,
    [
      escalation.tenantId, escalation.ticketId, escalation.target, escalation.round, escalation.level, escalation.recipientId,
      escalation.via, escalation.dueAt, escalation.levelDueAt, escalation.raisedAt,
    ],
  );
  return rows.length > 0;
};

/** Marks what was raised although, as recorded later, the clock had stopped before; answers the marked rows. */
export const correctEscalations = async (em: EntityManager, clock: TicketClockEntity, now: Date): Promise<EscalationEntity[]> => {
  const all = await em.find(EscalationEntity, {
    where: { tenantId: clock.tenantId, ticketId: clock.ticketId, target: clock.target, round: clock.round },
  });
  const wrong = all.filter(({ correctedAt, levelDueAt }) => correctedAt === null && clock.stoppedAt !== null && clock.stoppedAt <= levelDueAt);
  for (const escalation of wrong) {
    escalation.correctedAt = now;
    await em.save(EscalationEntity, escalation);
  }
  return wrong;
};

/** Escalations of several tickets, oldest first. */
export const escalationsOf = (em: EntityManager, tenantId: string, ticketId: string): Promise<EscalationEntity[]> =>
  em.find(EscalationEntity, { where: { tenantId, ticketId }, order: { raisedAt: 'ASC' } });
