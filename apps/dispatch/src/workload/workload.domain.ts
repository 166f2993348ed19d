import { type Fact, isFact, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import { isClosedForCustomer, type TicketStatus, ticketStatuses } from '@mendline/contracts/ticket';

/** What a fact says of a ticket: what never changes, and its state as of the fact. */
export interface TicketReading {
  /** Only the registration tells it. */
  readonly faultClass: string | null;
  readonly kind: string;
  readonly region: string;
  readonly severity: number;
  readonly status: string;
  readonly ownerId: string | null;
  /** Closed for the customer: the ticket is no load any more [C21]. */
  readonly closed: boolean;
  /** When a visit ended, where the fact tells of one: its engineer is free of it from then on. */
  readonly visitEndedAt: Date | null;
}

/** Commands that end a visit while the ticket stays open: made or not made, or not needed by another kind. */
const visitEnds: readonly string[] = ['finish-visit', 'change-kind'];

const isStatus = (value: string): value is TicketStatus => ticketStatuses.some((status) => status === value);

/** Reads a fact of intake's tickets; null for one that tells nothing about owner or status. */
export const readTicket = (fact: Fact): TicketReading | null => {
  if (isFact(fact, ticketRegistered)) {
    const { faultClass, kind, region, severity } = fact.data;
    return { faultClass, kind, region, severity, status: 'registered', ownerId: null, closed: false, visitEndedAt: null };
  }
  if (isFact(fact, ticketTransitioned)) {
    const { command, to, kind, region, severity, ownerId, recordedAt } = fact.data;
    const visitEndedAt = visitEnds.includes(command) ? new Date(recordedAt) : null;
    return { faultClass: null, kind, region, severity, status: to, ownerId, closed: isStatus(to) && isClosedForCustomer(to), visitEndedAt };
  }
  return null;
};

/** The region into which a new address has moved a ticket; null for a fact that tells of no such thing. */
export const readRelocation = (fact: Fact): string | null => (isFact(fact, ticketRelocated) ? fact.data.region : null);
