import type { DispatchActivities, OfferOutcome, OwnerProposal } from '@mendline/contracts/dispatch';

type Offer = { readonly personId: string; outcome: OfferOutcome | null };

/**
 * Dispatch with a script: candidates in order of rank. `down` fails every call; `slow` holds back proposals until
 * `release`; `refusal` is the value that settling an offer is refused with. Offers and their outcomes stay readable.
 */
export class FakeDispatch implements DispatchActivities {
  down = false;
  refusal: string | null = null;
  candidates: readonly string[] = ['p_ming', 'p_hua'];
  readonly offers = new Map<string, Offer>();
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

  /** Outcomes of the offers made for a ticket, in order; null = still open. */
  outcomes(ticketId: string): readonly (OfferOutcome | null)[] {
    return [...this.offers].filter(([offerId]) => offerId.startsWith(`${ticketId}.`)).map(([, { outcome }]) => outcome);
  }

  readonly proposeOwner: DispatchActivities['proposeOwner'] = async ({ proposalKey, excluded }): Promise<OwnerProposal> => {
    this.enter('proposeOwner');
    await this.held?.promise;
    const made = this.offers.get(proposalKey);
    if (made) return { offerId: proposalKey, personId: made.personId };
    const personId = this.candidates.find((candidate) => !excluded.includes(candidate));
    if (personId === undefined || this.withdrawnEarly.has(proposalKey)) return { offerId: null, personId: null };
    this.offers.set(proposalKey, { personId, outcome: null });
    return { offerId: proposalKey, personId };
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

  private enter(activity: string): void {
    this.calls.push(activity);
    if (this.down) throw new Error('dispatch is down');
  }
}
