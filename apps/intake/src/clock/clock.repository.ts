import type { Pause } from '@mendline/sla';
import { In, IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { EscalationEntity, TicketClockEntity, TicketHoldEntity } from './clock.entity.js';
import { appointmentCommands } from './anchor.domain.js';
import type { AppointmentStep } from './anchor.domain.js';
import { byTicket } from './by-ticket.js';
import type { ClockRow } from './clock.types.js';

/** Clocks of a ticket, oldest first. */
export const clocksOf = (em: EntityManager, tenantId: string, ticketId: string): Promise<TicketClockEntity[]> =>
  em.find(TicketClockEntity, { where: { tenantId, ticketId }, order: { startedAt: 'ASC' } });

/** Clocks of several tickets, oldest first. */
export const clocksOfTickets = (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<TicketClockEntity[]> =>
  em.find(TicketClockEntity, { where: { tenantId, ticketId: In([...ticketIds]) }, order: { startedAt: 'ASC', target: 'ASC' } });

/** Holds of a ticket as the pauses that libs/sla counts. */
export const pausesOfTicket = async (em: EntityManager, tenantId: string, ticketId: string): Promise<Pause[]> => {
  const holds = await em.find(TicketHoldEntity, { where: { tenantId, ticketId }, order: { seq: 'ASC' } });
  return holds.map(({ reason, from, to }) => ({ reason, from, to }));
};

/** Running clocks of several tickets. */
export const runningClocksOf = (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<TicketClockEntity[]> =>
  em.find(TicketClockEntity, { where: { tenantId, ticketId: In([...ticketIds]), stoppedAt: IsNull() }, order: { startedAt: 'ASC' } });

/** Holds of several tickets, each as the pause that libs/sla counts, by ticket. */
export const pausesOfTickets = async (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<Map<string, Pause[]>> => {
  const holds = await em.find(TicketHoldEntity, { where: { tenantId, ticketId: In([...ticketIds]) }, order: { seq: 'ASC' } });
  const pauses = new Map<string, Pause[]>();
  for (const { ticketId, reason, from, to } of holds) pauses.set(ticketId, [...(pauses.get(ticketId) ?? []), { reason, from, to }]);
  return pauses;
};

/** What was agreed for a ticket's visits, and which of them ended, oldest first. */
export const appointmentsOfTicket = (em: EntityManager, tenantId: string, ticketId: string): Promise<AppointmentStep[]> =>
  em.query<AppointmentStep[]>(
    'select command, effective_at as at, data from ticket_transitions where tenant_id = $1 and ticket_id = $2 and command = any($3) order by seq',
    [tenantId, ticketId, appointmentCommands],
  );

/** When each of some tickets last came to each status in the round that runs: since it was last rejected or reopened. */
export const reachedByTickets = async (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<Map<string, Map<string, Date>>> => {
  const rows = await em.query<{ ticketId: string; status: string; at: Date }[]>(
    `select ticket_id as "ticketId", to_status as status, max(effective_at) as at from ticket_transitions t
     where tenant_id = $1 and ticket_id = any($2) and from_status <> to_status and seq >= coalesce(
       (select max(seq) from ticket_transitions b where b.tenant_id = $1 and b.ticket_id = t.ticket_id and b.command in ('reject', 'return-visit', 'reopen') and b.to_status = 'assigned'), 0)
     group by 1, 2`,
    [tenantId, ticketIds],
  );
  return new Map([...byTicket(rows)].map(([id, own]) => [id, new Map(own.map(({ status, at }) => [status, at]))]));
};

/** What was agreed for the visits of several tickets, and which of them ended, oldest first. */
export const appointmentsOfTickets = async (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<(AppointmentStep & { readonly ticketId: string })[]> =>
  ticketIds.length === 0
    ? []
    : em.query(
        'select ticket_id as "ticketId", command, effective_at as at, data from ticket_transitions where tenant_id = $1 and ticket_id = any($2) and command = any($3) order by ticket_id, seq',
        [tenantId, ticketIds, appointmentCommands],
      );

/** Writes a clock row, new or changed. */
export const saveClock = async (em: EntityManager, clock: ClockRow): Promise<void> => {
  await em.upsert(TicketClockEntity, clock, ['tenantId', 'ticketId', 'target', 'round', 'lap']);
};

/** Inserts an escalation; false when it was raised before and not taken back. */
export const insertEscalation = async (em: EntityManager, escalation: Omit<EscalationEntity, 'raising'>): Promise<boolean> => {
  const rows = await em.query<unknown[]>(
    `insert into escalations (tenant_id, ticket_id, target, round, lap, level, recipient_id, via, due_at, level_due_at, raised_at, raising)
     select $1, $2, $3, $4::int, $5::int, $6::int, $7, $8, $9::timestamptz, $10::timestamptz, $11::timestamptz, count(*)
     from escalations where tenant_id = $1 and ticket_id = $2 and target = $3 and round = $4 and lap = $5 and level = $6 and recipient_id = $7
     having count(*) filter (where corrected_at is null) = 0
     on conflict do nothing returning 1`,
    [
      escalation.tenantId, escalation.ticketId, escalation.target, escalation.round, escalation.lap, escalation.level, escalation.recipientId,
      escalation.via, escalation.dueAt, escalation.levelDueAt, escalation.raisedAt,
    ],
  );
  return rows.length > 0;
};

/** What of a clock was raised, and to whom. */
export type RaisedEscalation = Pick<EscalationEntity, 'level' | 'recipientId'>;

/** Takes back what was raised for `endedAt` or later, an instant at which the clock no longer ran; answers what was taken back. */
export const correctEscalations = async (em: EntityManager, clock: ClockRow, endedAt: Date, now: Date): Promise<RaisedEscalation[]> => {
  const { tenantId, ticketId, target, round, lap } = clock;
  if (clock.raised.length === 0) return [];
  const [wrong] = await em.query<[RaisedEscalation[], number]>(
    `update escalations set corrected_at = $7
     where tenant_id = $1 and ticket_id = $2 and target = $3 and round = $4 and lap = $5 and corrected_at is null and level_due_at >= $6
     returning level, recipient_id as "recipientId"`,
    [tenantId, ticketId, target, round, lap, endedAt, now],
  );
  return wrong.sort((a, b) => a.level - b.level || (a.recipientId < b.recipientId ? -1 : 1));
};

/** Escalations of several tickets, oldest first. */
export const escalationsOfTickets = (em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<EscalationEntity[]> =>
  em.find(EscalationEntity, { where: { tenantId, ticketId: In([...ticketIds]) }, order: { raisedAt: 'ASC', level: 'ASC', recipientId: 'ASC' } });

/** Who was told of a level and stays so, first those who were named first. */
export const recipientsOfLevel = async (em: EntityManager, clock: Pick<ClockRow, 'tenantId' | 'ticketId' | 'target' | 'round' | 'lap'>, level: number): Promise<string[]> => {
  const { tenantId, ticketId, target, round, lap } = clock;
  const rows = await em.find(EscalationEntity, { where: { tenantId, ticketId, target, round, lap, level, correctedAt: IsNull() }, order: { raisedAt: 'ASC', recipientId: 'ASC' } });
  return rows.map(({ recipientId }) => recipientId);
};

/** Ends the open hold of a ticket, or its wait for linked tickets; both may be open at once. */
export const endHold = async (em: EntityManager, tenantId: string, ticketId: string, at: Date, linked: boolean): Promise<void> => {
  await em.query(
    `update ticket_holds set to_at = greatest(from_at, $3) where tenant_id = $1 and ticket_id = $2 and to_at is null and (reason = 'linked-ticket') = $4`,
    [tenantId, ticketId, at, linked],
  );
};

/** Begins a hold. */
export const beginHold = async (em: EntityManager, hold: TicketHoldEntity): Promise<void> => {
  await em.insert(TicketHoldEntity, hold);
};
