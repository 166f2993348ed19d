import type { TicketKind } from '../ticket/status.js';
import type { TicketId } from '../ids/index.js';

/** What dispatch needs to find an owner. */
export interface OwnerProposalRequest {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  /** Idempotency key: the same key answers the same offer. */
  readonly proposalKey: string;
  readonly kind: TicketKind;
  readonly faultClass: string;
  readonly region: string;
  readonly severity: number;
  /** People who must not be asked (again). */
  readonly excluded: readonly string[];
  /** How long the offer stands, for display; intake's flow deadline is what ends it. */
  readonly offerSeconds: number;
}

export type OwnerProposal =
  | { readonly offerId: string; readonly personId: string }
  | { readonly offerId: null; readonly personId: null };

export type OfferOutcome = 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** Activities of dispatch, on its queue. */
export interface DispatchActivities {
  /** Ranks candidates, stores them with reasons and offers the ticket to the first; no candidate left is a value. */
  proposeOwner(request: OwnerProposalRequest): Promise<OwnerProposal>;
  /** Ends an offer. Repeating the same outcome is success; a different one is refused as a value. */
  settleOffer(input: {
    tenantId: string;
    ticketId: TicketId;
    offerId: string;
    outcome: OfferOutcome;
    commandId: string;
  }): Promise<{ readonly refusal: string | null }>;
}

export const dispatchQueue = 'dispatch';
