import type { PlanRef, VisitWindow } from './command.js';
import type { Role } from './role.js';
import type { ComplaintKind, HoldReason, Milestone, TicketKind, TicketStatus } from './status.js';
import type { TicketId } from '../ids/index.js';

/** Deadlines that change the flow; SLA clocks only escalate. */
export const deadlineKinds = ['offer-expiry', 'visit-offer-expiry', 'confirmation', 'hold-end', 'cancel-decision', 'archive'] as const;
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
  | { readonly key: string; readonly step: 'abandon-remote-session'; readonly sessionId: string }
  | { readonly key: string; readonly step: 'open-complaint'; readonly kind: ComplaintKind; readonly commandId: string }
  | { readonly key: string; readonly step: 'open-visit'; readonly visitId: string; readonly engineerId: string; readonly plan: PlanRef }
  | { readonly key: string; readonly step: 'schedule-visit'; readonly visitId: string; readonly window: VisitWindow }
  | { readonly key: string; readonly step: 'abandon-visit'; readonly visitId: string }
  | { readonly key: string; readonly step: 'release-window'; readonly visitId: string }
  | { readonly key: string; readonly step: 'reserve-parts'; readonly plan: PlanRef }
  | { readonly key: string; readonly step: 'release-parts'; readonly plan: PlanRef };

/** The plan that the ticket follows; its content, quote and consents are field-service's. */
export interface TicketPlan extends PlanRef {
  /** Whether the approval matrix asks for a supervisor [A8-3]. */
  readonly approval: boolean;
  /** Whether the customer must agree first [A8-4, A8-5]. */
  readonly consent: boolean;
}

/** The visit that is being arranged or made: one at a time. */
export interface TicketVisit {
  readonly visitId: string;
  readonly offer: { readonly offerId: string; readonly personId: string } | null;
  /** How many engineer searches of this visit have ended; numbers the proposals. */
  readonly asked: number;
  readonly excluded: readonly string[];
  readonly queue: 'supervisor' | null;
  readonly engineerId: string | null;
  readonly window: VisitWindow | null;
  /** True from arrival to the end of the visit: a plan changed meanwhile comes back to this visit. */
  readonly onSite: boolean;
}

/** A cancellation that waits for a supervisor's word. */
export interface CancelRequest {
  readonly reasonCode: string;
  readonly since: string;
  readonly passed: number;
}

/** A level of a clock instance that opened a review: at most one each. */
export interface ReviewAsk {
  readonly target: string;
  readonly round: number;
  readonly lap: number;
  readonly level: number;
  readonly since: string;
}

/** What the engine needs to go on, kept in the ticket's row as versioned JSON. */
export interface TicketFlow {
  readonly v: 1;
  /** Rework round, 0 for the first. A clock instance is (ticket, target, round, lap). */
  readonly round: number;
  readonly offer: { readonly offerId: string; readonly personId: string } | null;
  /** How many owner searches have ended; numbers the proposals, so that a late one can be told from the current one. */
  readonly asked: number;
  /** People who declined or let an offer expire in this search. */
  readonly excluded: readonly string[];
  /** Whose queue it waits in without an owner: the supervisor's, as nobody is left, or its department's, by the pack's rule. It may be claimed from both. */
  readonly queue: 'supervisor' | 'department' | null;
  readonly remoteSessionId: string | null;
  readonly remoteResult: 'solved' | 'unsolved' | null;
  readonly plan: TicketPlan | null;
  /** Whether all who must agree to the plan have agreed: its parts are kept for it until the ticket is solved. */
  readonly planReady: boolean;
  /** Visits begun in this ticket; numbers them. */
  readonly visits: number;
  /** Whether an engineer has ever arrived: from then on only a supervisor may cancel. */
  readonly workBegun: boolean;
  readonly visit: TicketVisit | null;
  readonly hold: { readonly reason: HoldReason; readonly since: string; readonly expectedEnd: string } | null;
  /** People complained about: none of them ever handles the ticket [A3-13]. Absent in rows from before complaints. */
  readonly accused?: readonly string[];
  /** Linked tickets that come first and are not closed for the customer yet [A3-13, A3-14]. */
  readonly waitsFor?: readonly TicketId[];
  /** A cancellation asked for after work had begun, which a supervisor grants or declines; `passed` counts the deadlines that he let pass. */
  readonly cancelRequest?: CancelRequest | null;
  /** Escalation levels that asked for a supervisor's review: while there is one, the review is mandatory, whatever the route. */
  readonly reviews?: readonly ReviewAsk[];
  readonly reminders: number;
  readonly returnVisitTries: number;
  readonly deadline: FlowDeadline | null;
  readonly owed: readonly OwedStep[];
}

export const dispatchModes = ['auto', 'propose', 'manual'] as const;
export type DispatchMode = (typeof dispatchModes)[number];

/** Numbers of the pinned policy pack that steer the flow (counts only; durations are intake's). */
export interface FlowSettings {
  readonly route: readonly Milestone[];
  readonly maxRounds: number;
  readonly confirmationReminders: number;
  readonly returnVisitTries: number;
  readonly offerSeconds: number;
  /** Who sends engineers: the rule at once, the rule after a supervisor's word, or a supervisor [C9]. */
  readonly dispatchMode: DispatchMode;
  /** Roles among which owners of this kind are sought; absent = dispatch's own choice [A3-5, A7-4]. */
  readonly owners?: readonly Role[];
  /** Tickets of this kind are asked of nobody: they wait in their department's queue until somebody claims them. */
  readonly queueFirst?: boolean;
  /** Who acts in a stage in place of the table's roles; whoever acts on behalf, customers and the system stay. */
  readonly actors?: Readonly<Partial<Record<Milestone, readonly Role[]>>>;
}

/** The ticket as the workflow sees it: read from the row, never kept elsewhere. */
export interface TicketState {
  readonly ticketId: TicketId;
  readonly tenantId: string;
  readonly kind: TicketKind;
  readonly status: TicketStatus;
  readonly seq: number;
  /** How often the ticket was fenced off. Absent in what engines remember from before fences. */
  readonly fence?: number;
  readonly ownerId: string | null;
  readonly epoch: number;
  readonly priority: string;
  readonly severity: number;
  readonly region: string;
  readonly customerId: string;
  readonly faultClass: string;
  /** The request of several devices that it came in with, if it did; visits of these may be shared. */
  readonly requestId?: string;
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
  plan: null,
  planReady: false,
  visits: 0,
  workBegun: false,
  visit: null,
  hold: null,
  reminders: 0,
  returnVisitTries: 0,
  deadline: null,
  owed: [],
};
