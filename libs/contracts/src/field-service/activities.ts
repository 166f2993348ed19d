import type { TicketId } from '../ids/index.js';

/** Activities of field-service, on its queue. */
export interface FieldServiceActivities {
  /** Opens the remote session of a round [A5-2]; the same id again is success. */
  openRemoteSession(input: { tenantId: string; ticketId: TicketId; sessionId: string; ownerId: string }): Promise<void>;
  /** Ends a session with its result. Refused as a value when it is unknown, or ended otherwise, or has no step recorded. */
  closeRemoteSession(input: {
    tenantId: string;
    ticketId: TicketId;
    sessionId: string;
    result: 'solved' | 'unsolved';
    commandId: string;
  }): Promise<{ readonly refusal: string | null }>;
  /** Ends a session that the ticket no longer needs (cancel, reassignment); ended already = success. */
  abandonRemoteSession(input: { tenantId: string; ticketId: TicketId; sessionId: string }): Promise<void>;
}

export const fieldServiceQueue = 'field-service';

/** The remote session of a ticket's round: one per round, derived so that every retry names the same. */
export const remoteSessionIdOf = (ticketId: TicketId, round: number): string => `${ticketId}.r${round}`;
