import type { DispatchActivities } from '@mendline/contracts/dispatch';
import type { OfferService } from './offer.service.js';
import type { OwnerSearchService } from './owner-search.service.js';

/** Dispatch's part in the life of a ticket, on its own queue. */
export const createDispatchActivities = (searches: Pick<OwnerSearchService, 'propose'>, offers: Pick<OfferService, 'settle'>): DispatchActivities => ({
  proposeOwner: (request) => searches.propose(request),
  settleOffer: (input) => offers.settle(input),
});
