import type { Language } from '@mendline/platform/graphql';
import type { RankedCandidate } from './assignment.domain.js';
import { type AssignmentReason, type Candidate, type Offer, OfferStateEnum } from './assignment.types.js';
import type { MadeOffer } from './offer.entity.js';
import { reasonWords } from './reason.words.js';

const states: Readonly<Record<string, OfferStateEnum>> = {
  open: OfferStateEnum.OPEN,
  accepted: OfferStateEnum.ACCEPTED,
  declined: OfferStateEnum.DECLINED,
  expired: OfferStateEnum.EXPIRED,
  withdrawn: OfferStateEnum.WITHDRAWN,
};

const reasonsView = (codes: readonly string[], language: Language): AssignmentReason[] => codes.map((code) => ({ code, words: reasonWords(code, language) }));

/** An offer as callers see it, in their language. */
export const offerView = (row: MadeOffer, language: Language): Offer => ({
  id: row.offerId,
  ticket: { id: row.ticketId },
  personId: row.personId,
  rank: row.rank,
  reasons: reasonsView(row.reasons, language),
  state: states[row.state] ?? OfferStateEnum.WITHDRAWN,
  madeAt: row.madeAt,
  expiresAt: row.expiresAt,
  settledAt: row.settledAt,
});

/** A candidate as callers see one, in their language. */
export const candidateView = ({ personId, rank, reasons }: RankedCandidate, language: Language): Candidate => ({
  personId,
  rank,
  reasons: reasonsView(reasons, language),
});
