import { type Fact, isFact, ticketMoved, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';

/** Whom the ticket serves, with which machine, by which rules. */
export interface RegistrationReading {
  readonly number: string;
  readonly customerId: string;
  readonly model: string | null;
  readonly pack: string;
  readonly packVersion: number;
}

/** What a fact says of a ticket: whose it is, and what it began with. */
export interface OwnershipReading {
  /** Only the registration tells these. */
  readonly registration: RegistrationReading | null;
  /** The pack that it follows from now on, where it was moved to another. */
  readonly moved?: Pick<RegistrationReading, 'pack' | 'packVersion'>;
  readonly region: string;
  readonly status: string;
  readonly ownerId: string | null;
  /** The session that this ticket's round has or is to have; null before the customer was reached and after the session's stage. */
  readonly sessionId: string | null;
}

/** From the contact with the customer until the session's result, holds included, the ticket stands at this milestone. */
const sessionStatus = 'contacted';

/** Reads a fact of intake's tickets; null for one that tells nothing about the owner. */
export const readOwnership = (fact: Fact): OwnershipReading | null => {
  if (isFact(fact, ticketRegistered)) {
    const { number, customerId, region, model, pack, packVersion } = fact.data;
    return { registration: { number, customerId, model, pack, packVersion }, region, status: 'registered', ownerId: null, sessionId: null };
  }
  if (isFact(fact, ticketTransitioned)) {
    const { to, region, ownerId, round } = fact.data;
    return { registration: null, region, status: to, ownerId, sessionId: to === sessionStatus ? remoteSessionIdOf(fact.subject, round) : null };
  }
  if (isFact(fact, ticketMoved)) {
    const { pack, packVersion, status, region, ownerId, round } = fact.data;
    return { registration: null, moved: { pack, packVersion }, region, status, ownerId, sessionId: status === sessionStatus ? remoteSessionIdOf(fact.subject, round) : null };
  }
  return null;
};
