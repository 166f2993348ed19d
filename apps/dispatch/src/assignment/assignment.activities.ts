import type { DispatchActivities } from '@mendline/contracts/dispatch';
import type { BookingService } from '../booking/booking.service.js';
import type { OfferService } from './offer.service.js';
import type { OwnerSearchService } from './owner-search.service.js';
import type { EngineerSearchService } from './visit/engineer-search.service.js';

export interface DispatchParts {
  readonly owners: Pick<OwnerSearchService, 'propose'>;
  readonly engineers: Pick<EngineerSearchService, 'propose'>;
  readonly offers: Pick<OfferService, 'settle'>;
  readonly bookings: Pick<BookingService, 'book' | 'release'>;
}

/** Dispatch's part in the life of a ticket, on its own queue. */
export const createDispatchActivities = ({ owners, engineers, offers, bookings }: DispatchParts): DispatchActivities => ({
  proposeOwner: (request) => owners.propose(request),
  proposeEngineer: (request) => engineers.propose(request),
  settleOffer: (input) => offers.settle(input),
  bookWindow: (input) => bookings.book(input),
  releaseWindow: (input) => bookings.release(input),
});
