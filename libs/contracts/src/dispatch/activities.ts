import type { VisitWindow } from '../ticket/command.js';
import type { Role } from '../ticket/role.js';
import type { TicketKind } from '../ticket/status.js';
import type { TicketId } from '../ids/index.js';

/** What dispatch needs to find an owner. */
export interface OwnerProposalRequest {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  /**
   * Idempotency key and id of the offer that comes of it: the same key answers the same offer. A key that was withdrawn
   * before any offer was made answers nobody.
   */
  readonly proposalKey: string;
  readonly kind: TicketKind;
  readonly faultClass: string;
  readonly region: string;
  readonly severity: number;
  /** People who must not be asked (again). */
  readonly excluded: readonly string[];
  /** Roles among which an owner is sought; absent = specialists. */
  readonly roles?: readonly Role[];
  /** How long the offer stands, for display; intake's flow deadline is what ends it. */
  readonly offerSeconds: number;
}

export type OwnerProposal =
  | { readonly offerId: string; readonly personId: string }
  | { readonly offerId: null; readonly personId: null };

export type OfferOutcome = 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** What dispatch needs to find an engineer for a visit. */
export interface EngineerProposalRequest extends OwnerProposalRequest {
  readonly visitId: string;
  /** False: candidates are ranked and kept with their reasons for a supervisor's word, and nobody is asked [C9]. */
  readonly makeOffer: boolean;
}

/** Activities of dispatch, on its queue. */
export interface DispatchActivities {
  /** Ranks candidates, stores them with reasons and offers the ticket to the first; no candidate left is a value. */
  proposeOwner(request: OwnerProposalRequest): Promise<OwnerProposal>;
  /** The same for a visit: engineers by region, neighbours, skill, certificate, duty and load [A7-1 – A7-3]. */
  proposeEngineer(request: EngineerProposalRequest): Promise<OwnerProposal>;
  /**
   * Keeps an engineer's time for a visit, in place of what the visit held before. Refused as a value when he is off duty then
   * (`visit.off-duty`) or has another visit (`visit.overlap`). Visits that name the same `shared` are one way to one customer: they may hold the very same
   * window. The same command again is success.
   */
  bookWindow(input: {
    tenantId: string;
    ticketId: TicketId;
    visitId: string;
    engineerId: string;
    window: VisitWindow;
    shared?: string;
    commandId: string;
  }): Promise<{ readonly refusal: string | null }>;
  /**
   * Frees what a visit holds of its engineer's time; nothing held = success. A release that names its command is done once: a late
   * copy of it does not free a window that was booked afterwards.
   */
  releaseWindow(input: { tenantId: string; ticketId: TicketId; visitId: string; commandId?: string }): Promise<void>;
  /**
   * Ends an offer. Repeating the same outcome is success; a different one is refused as a value. Withdrawing an offer that
   * was never made is success and is remembered, because the proposal may still be on its way.
   */
  settleOffer(input: {
    tenantId: string;
    ticketId: TicketId;
    offerId: string;
    outcome: OfferOutcome;
    commandId: string;
  }): Promise<{ readonly refusal: string | null }>;
}

export const dispatchQueue = 'dispatch';

/** The proposal of a ticket's n-th owner search: derived so that every retry and every run names the same. */
export const proposalKeyOf = (ticketId: TicketId, asked: number): string => `${ticketId}.o${asked}`;

/** The proposal of a visit's n-th engineer search. */
export const visitProposalKeyOf = (visitId: string, asked: number): string => `${visitId}.o${asked}`;
