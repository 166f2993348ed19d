import type { DispatchActivities, OfferOutcome, OwnerProposal } from '@mendline/contracts/dispatch';
import type { VisitWindow } from '@mendline/contracts/ticket';

type Offer = { readonly personId: string; outcome: OfferOutcome | null };

/** An engineer's time kept for a visit. */
export interface Booking {
  readonly engineerId: string;
  readonly window: VisitWindow;
}

/**
 * Dispatch with a script: candidates for owners and engineers for visits, in order of rank. `down` fails every call; `slow` holds back
 * proposals until `release`; `refusal` is the value that settling an offer or booking a window is refused with. Offers, their outcomes
 * and bookings stay readable.
 */
export class FakeDispatch implements DispatchActivities {
  down = false;
  refusal: string | null = null;
  candidates: readonly string[] = ['p_ming', 'p_hua'];
  engineers: readonly string[] = ['p_lei', 'p_wu'];
  readonly offers = new Map<string, Offer>();
  /** What each visit holds of its engineer's time. */
  readonly bookings = new Map<string, Booking>();
  /** Engineers that were ranked for a visit and not asked [C9]. */
  readonly ranked = new Map<string, readonly string[]>();
  readonly calls: string[] = [];
  private readonly withdrawnEarly = new Set<string>();
  private held: { readonly promise: Promise<void>; readonly release: () => void } | null = null;

  /** From now on proposals wait; `release` lets them through. */
  slow(): void {
    let release = (): void => undefined;
    const promise = new Promise<void>((resolve) => (release = resolve));
    this.held = { promise, release };
  }

  release(): void {
    this.held?.release();
    this.held = null;
  }

  /** Outcomes of the offers made for a ticket to its owners, or for a visit to engineers, in order; null = still open. */
  outcomes(subjectId: string): readonly (OfferOutcome | null)[] {
    return [...this.offers].filter(([offerId]) => offerId.startsWith(`${subjectId}.o`)).map(([, { outcome }]) => outcome);
  }

  readonly proposeOwner: DispatchActivities['proposeOwner'] = async ({ proposalKey, excluded }) => {
    this.enter('proposeOwner');
    await this.held?.promise;
    return this.offer(proposalKey, this.candidates, excluded);
  };

  readonly proposeEngineer: DispatchActivities['proposeEngineer'] = async ({ proposalKey, visitId, excluded, makeOffer }) => {
    this.enter('proposeEngineer');
    await this.held?.promise;
    if (makeOffer) return this.offer(proposalKey, this.engineers, excluded);
    this.ranked.set(visitId, this.engineers.filter((engineer) => !excluded.includes(engineer)));
    return { offerId: null, personId: null };
  };

  readonly bookWindow: DispatchActivities['bookWindow'] = async ({ visitId, engineerId, window }) => {
    this.enter('bookWindow');
    if (this.refusal !== null) return { refusal: this.refusal };
    const others = [...this.bookings].filter(([other, booking]) => other !== visitId && booking.engineerId === engineerId);
    if (others.some(([, booking]) => overlap(booking.window, window))) return { refusal: 'visit.overlap' };
    this.bookings.set(visitId, { engineerId, window });
    return { refusal: null };
  };

  readonly releaseWindow: DispatchActivities['releaseWindow'] = async ({ visitId }) => {
    this.enter('releaseWindow');
    this.bookings.delete(visitId);
  };

  readonly settleOffer: DispatchActivities['settleOffer'] = async ({ offerId, outcome }) => {
    this.enter(`settleOffer:${outcome}`);
    if (this.refusal !== null) return { refusal: this.refusal };
    const offer = this.offers.get(offerId);
    if (!offer) {
      this.withdrawnEarly.add(offerId);
      return { refusal: outcome === 'withdrawn' ? null : 'offer.unknown' };
    }
    if (offer.outcome !== null && offer.outcome !== outcome) return { refusal: `offer.${offer.outcome}` };
    offer.outcome = outcome;
    return { refusal: null };
  };

  private offer(proposalKey: string, candidates: readonly string[], excluded: readonly string[]): OwnerProposal {
    const made = this.offers.get(proposalKey);
    if (made) return { offerId: proposalKey, personId: made.personId };
    const personId = candidates.find((candidate) => !excluded.includes(candidate));
    if (personId === undefined || this.withdrawnEarly.has(proposalKey)) return { offerId: null, personId: null };
    this.offers.set(proposalKey, { personId, outcome: null });
    return { offerId: proposalKey, personId };
  }

  private enter(activity: string): void {
    this.calls.push(activity);
    if (this.down) throw new Error('dispatch is down');
  }
}

const overlap = (one: VisitWindow, other: VisitWindow): boolean =>
  Date.parse(one.from) < Date.parse(other.to) && Date.parse(other.from) < Date.parse(one.to);
