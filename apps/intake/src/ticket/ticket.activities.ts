import type { IntakeActivities } from '@mendline/contracts/intake';
import type { TransitionService } from './transition.service.js';

/** Intake's local activities on tickets. */
export const createTicketActivities = (transitions: TransitionService): IntakeActivities => ({
  loadTicket: ({ tenantId, ticketId }) => transitions.load(tenantId, ticketId),
  recordTransition: (record) => transitions.record(record),
  findAnswer: ({ tenantId, ticketId, commandId }) => transitions.findAnswer(tenantId, ticketId, commandId),
  evaluateClocks: ({ tenantId, ticketId }) => transitions.evaluate(tenantId, ticketId),
});
