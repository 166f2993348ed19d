import type { HoldReason, Milestone, TicketKind, TicketStatus } from './status.js';
import type { TicketId } from '../ids/index.js';

/** Deadlines that change the flow; SLA clocks only escalate. */
export const deadlineKinds = ['offer-expiry', 'confirmation', 'hold-end', 'archive'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** The one armed flow deadline of a ticket. `id` is unique per arming, so that an old one can never fire. */
export interface FlowDeadline {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly at: string;
}

/** Work owed to another owner after a recorded transition: idempotent, retried for ever, kept in the row until done. */
export type OwedStep =
  | { readonly key: string; readonly step: 'settle-offer'; readonly offerId: string; readonly outcome: 'expired' | 'withdrawn' }
  | { readonly key: string; readonly step: 'open-remote-session'; readonly sessionId: string; readonly ownerId: string }
  | { readonly key: string; readonly step: 'abandon-remote-session'; readonly sessionId: string };

/** What the engine needs to go on, kept in the ticket's row as versioned JSON. */
export interface TicketFlow {
  readonly v: 1;
  /** Rework round, 0 for the first. A clock instance is (ticket, target, round). */
  readonly round: number;
  readonly offer: { readonly offerId: string; readonly personId: string } | null;
  /** How many owner searches have ended; numbers the proposals, so that a late one can be told from the current one. */
  readonly asked: number;
  /** People who declined or let an offer expire in this search. */
  readonly excluded: readonly string[];
  readonly queue: 'supervisor' | null;
  readonly remoteSessionId: string | null;
  readonly remoteResult: 'solved' | 'unsolved' | null;
  readonly hold: { readonly reason: HoldReason; readonly since: string; readonly expectedEnd: string } | null;
  readonly reminders: number;
  readonly returnVisitTries: number;
  readonly deadline: FlowDeadline | null;
  readonly owed: readonly OwedStep[];
}

/** Numbers of the pinned policy pack that steer the flow (counts only; durations are intake's). */
export interface FlowSettings {
  readonly route: readonly Milestone[];
  readonly maxRounds: number;
  readonly confirmationReminders: number;
  readonly returnVisitTries: number;
  readonly offerSeconds: number;
}

/** The ticket as the workflow sees it: read from the row, never kept elsewhere. */
export interface TicketState {
  readonly ticketId: TicketId;
  readonly tenantId: string;
  readonly kind: TicketKind;
  readonly status: TicketStatus;
  readonly seq: number;
  readonly ownerId: string | null;
  readonly epoch: number;
  readonly priority: string;
  readonly severity: number;
  readonly region: string;
  readonly customerId: string;
  readonly faultClass: string;
  readonly flow: TicketFlow;
  readonly settings: FlowSettings;
  /** The earliest instant at which an SLA clock wants to be looked at; null when none runs. ISO 8601 UTC. */
  readonly nextClockAt: string | null;
}

/** The flow of a ticket that has just got its number. */
export const initialFlow: TicketFlow = {
  v: 1,
  round: 0,
  offer: null,
  asked: 0,
  excluded: [],
  queue: null,
  remoteSessionId: null,
  remoteResult: null,
  hold: null,
  reminders: 0,
  returnVisitTries: 0,
  deadline: null,
  owed: [],
};
