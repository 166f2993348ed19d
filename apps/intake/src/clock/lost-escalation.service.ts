import type { FactData, ticketEscalated } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { clocksOf, insertEscalation } from './clock.repository.js';
import { clockIdOf } from './clock.types.js';

type Escalated = FactData<typeof ticketEscalated>;

/**
 * Takes an escalation of the span that a restore has lost back on record: people were told. Only where the ticket still has that clock, running and
 * due at the same instant: the lateness of any other clock is of a life that did not happen.
 */
export class LostEscalationService {
  /** Whether it was taken; one that is on record is not taken again. In the ticket's transaction. */
  async take(em: EntityManager, tenantId: string, ticketId: string, data: Escalated): Promise<boolean> {
    const clocks = await clocksOf(em, tenantId, ticketId);
    const same = clocks.some((clock) => clock.stoppedAt === null && clockIdOf(clock) === data.clockId && clock.dueAt?.getTime() === Date.parse(data.dueAt));
    return same && insertEscalation(em, rowOf(tenantId, ticketId, data));
  }
}

const rowOf = (tenantId: string, ticketId: string, { target, round, lap = 0, level, recipientId, via, dueAt, levelDueAt, raisedAt }: Escalated): Parameters<typeof insertEscalation>[1] => ({
  tenantId, ticketId, target, round, lap, level, recipientId, via, dueAt: new Date(dueAt), levelDueAt: new Date(levelDueAt), raisedAt: new Date(raisedAt), correctedAt: null,
});
