import type { IntakeActivities } from '@mendline/contracts/intake';
import type { ComplaintOpening } from './complaint.opening.js';
import type { TransitionService } from './transition.service.js';

/** Intake's local activities on tickets. */
export const createTicketActivities = (transitions: TransitionService, complaints: ComplaintOpening): IntakeActivities => ({
  loadTicket: ({ tenantId, ticketId }) => transitions.load(tenantId, ticketId),
  fenceTicket: ({ tenantId, ticketId }) => transitions.fence(tenantId, ticketId),
  recordTransition: (record) => transitions.record(record),
  findAnswer: ({ tenantId, ticketId, commandKey }) => transitions.findAnswer(tenantId, ticketId, commandKey),
  clearOwed: ({ tenantId, ticketId, keys }) => transitions.clearOwed(tenantId, ticketId, keys),
  openComplaint: (opening) => complaints.open(opening),
  evaluateClocks: ({ tenantId, ticketId }) => transitions.evaluate(tenantId, ticketId),
});
