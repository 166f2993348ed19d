import type { OfferOutcome, OwnerProposal } from '@mendline/contracts/dispatch';

/** `nobody`: the search asked nobody (none was found, or a supervisor has the word); kept so that the same key gets the same answer. */
export type OfferState = 'open' | 'nobody' | OfferOutcome;

/** What the rules need of an offer's row. `personId` is null for `nobody` and for a tombstone. */
export interface OfferStanding {
  readonly offerId: string;
  readonly ticketId: string;
  readonly personId: string | null;
  readonly state: OfferState;
}

/** What to do with a row, or why not. */
export type Settlement = 'settle' | 'bury' | 'nothing' | { readonly refusal: string };

const unknownOffer: Settlement = { refusal: 'offer.unknown' };

const isEndedByWorkflow = (outcome: OfferOutcome): boolean => outcome === 'withdrawn' || outcome === 'expired';

/**
 * Decides how an offer ends. Taking back an offer that was never made buries its key (a late proposal must find it);
 * only a standing offer can be answered.
 */
export const settlementOf = (offer: OfferStanding | null, ticketId: string, outcome: OfferOutcome): Settlement => {
  if (offer === null) return isEndedByWorkflow(outcome) ? 'bury' : unknownOffer;
  if (offer.ticketId !== ticketId) return unknownOffer;
  if (offer.state === outcome) return 'nothing';
  if (offer.state === 'open') return 'settle';
  if (offer.personId === null && isEndedByWorkflow(outcome)) return 'nothing';
  if (offer.state === 'nobody') return unknownOffer;
  return { refusal: 'offer.settled' };
};

/** The answer that a proposal key has once it is taken: an offer that was taken back asks nobody any more. */
export const proposalOf = ({ offerId, personId, state }: OfferStanding): OwnerProposal =>
  personId === null || state === 'withdrawn' ? { offerId: null, personId: null } : { offerId, personId };

/** Whom the present search has asked in vain, going by its newest offer. */
export const askedInVain = (last: { readonly state: OfferState; readonly personId: string | null; readonly excluded: readonly string[] } | null): string[] => {
  if (last === null || last.state === 'accepted' || last.state === 'withdrawn') return [];
  const passed = last.personId !== null && (last.state === 'declined' || last.state === 'expired');
  return passed ? [...last.excluded, last.personId] : [...last.excluded];
};

const visitKey = /^(?<visitId>.+\.v\d+)\.o\d+$/u;

/** The visit that a proposal key is of; null for the search of an owner. */
export const visitOfKey = (proposalKey: string): string | null => visitKey.exec(proposalKey)?.groups?.['visitId'] ?? null;
