import type { Actor } from './role.js';
import type { ComplaintKind, HoldReason, LinkRelation, Milestone, TicketKind } from './status.js';
import type { TicketId } from '../ids/index.js';

/**
 * What a command says, in ids, codes and instants only: text and personal data stay in the journal of the service
 * that received it and are read there by `commandId`.
 */
export interface CommandData {
  review: { decision: ReviewDecision; reasonCode: string | null; duplicateOf: TicketId | null; kind: TicketKind | null; priority: string | null } & Partial<KindRules>;
  'propose-owner': { proposalKey: string; offerId: string | null; personId: string | null };
  'accept-offer': { offerId: string };
  'decline-offer': { offerId: string; reasonCode: string };
  assign: { ownerId: string };
  claim: Record<string, never>;
  contact: { channel: string; reached: boolean; insists?: boolean };
  'finish-remote': { sessionId: string; result: 'solved' | 'unsolved' };
  plan: PlanRef & { approval: boolean; consent: boolean };
  'approve-plan': PlanRef & { decision: 'approve' | 'decline'; reasonCode: string | null };
  consent: PlanRef & { decision: 'agree' | 'decline'; evidence: ConfirmationEvidence | null; reasonCode: string | null; then: 'other-plan' | 'close' | null };
  'propose-engineer': { proposalKey: string; offerId: string | null; personId: string | null };
  'accept-visit': { offerId: string };
  'decline-visit': { offerId: string; reasonCode: string };
  'assign-engineer': { engineerId: string };
  'agree-window': VisitRef & VisitWindow;
  depart: VisitRef;
  'call-ahead': VisitRef;
  arrive: VisitRef;
  'finish-visit': VisitRef & { outcome: VisitOutcome; reasonCode: string | null; outcomeCode?: RepairResult | null };
  answer: { outcomeCode: string };
  'give-opinion': { nextFeedbackAt: string };
  investigate: { findingCode: string; responsibleIds: readonly string[] };
  'handle-complaint': { measureCode: string };
  'report-facts': Record<string, never>;
  contain: { inProcess: GoodsCheck; inStock: GoodsCheck; measureCode: string; responsibleIds: readonly string[] };
  'linked-ended': { ticketId: TicketId };
  'tell-result': { channel: string };
  confirm: { evidence: ConfirmationEvidence; satisfaction: number | null };
  reject: { reasonCode: string };
  'return-visit': { reached: boolean; result: 'ok' | 'ng' | null; satisfaction: number | null; reasonCode: string | null; complaint?: ComplaintKind | null };
  'supervisor-review': { result: 'ok' | 'improve'; reasonCode: string | null };
  archive: Record<string, never>;
  hold: { reason: HoldReason; expectedEnd: string };
  resume: Record<string, never>;
  'change-priority': { priority: string; reasonCode: string | null };
  reassign: { ownerId: string | null; reasonCode: string };
  'hand-over': { ownerId: string; reasonCode: string };
  cancel: { reasonCode: string };
  'settle-cancel': { decision: 'grant' | 'decline'; reasonCode: string | null; fee?: Fee | null };
  /** A late clock makes a supervisor's review of the service mandatory. */
  'open-review': { target: string; round: number; lap: number; level: number };
  reopen: { reasonCode: string };
  merge: { intoId: TicketId; reasonCode: string };
  'change-kind': { kind: TicketKind } & KindRules;
  link: { relation: LinkRelation; ticketId: TicketId };
  'pass-deadline': { deadlineId: string };
}

/** What of another kind's rules decides where a ticket stands that becomes one of it, by the ticket's pack. */
export interface KindRules {
  readonly route: readonly Milestone[];
  /** Its tickets wait in their department's queue until somebody claims them. */
  readonly queueFirst?: boolean;
}

/** What a customer pays for a cancellation that came after work had begun: integer minor units of an ISO 4217 currency. */
export interface Fee {
  readonly amount: number;
  readonly currency: string;
}

/** One version of a plan, kept by field-service. */
export interface PlanRef {
  readonly planId: string;
  readonly version: number;
}

/** A visit, kept by field-service; its engineer and window stand in the ticket's flow. */
export interface VisitRef {
  readonly visitId: string;
}

/** When the engineer is to arrive, as agreed with the customer [A7-10]: from (inclusive) to (exclusive), ISO 8601 UTC. */
export interface VisitWindow {
  readonly from: string;
  readonly to: string;
}

/** How a visit ended. All but `done` and `quote-declined` lead to another visit. */
export const visitOutcomes = ['done', 'needs-parts', 'needs-return', 'customer-absent', 'quote-declined', 'wrong-skill'] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

/** What became of the machine: the closing code of a repair, beside what was found, its cause, the measures and the parts. */
export const repairResults = ['repaired', 'replaced', 'returned', 'not-repairable', 'no-fault-found'] as const;
export type RepairResult = (typeof repairResults)[number];

/** What was found of goods of the same model, in process or in stock [A12-7]. */
export const goodsChecks = ['not-affected', 'blocked', 'corrected', 'none-there'] as const;
export type GoodsCheck = (typeof goodsChecks)[number];

export type CommandName = keyof CommandData;
export type ReviewDecision = 'accept' | 'duplicate-of' | 'out-of-scope' | 'invalid';
export type ConfirmationEvidence = 'click' | 'signature' | 'recorded-call';

/** Services that may receive a command from people. `system` marks internal commands. */
export type CommandSource = 'intake' | 'dispatch' | 'field-service' | 'system';

/** One command on a live ticket, as it crosses to the workflow. Instants are ISO 8601 UTC. */
export type TicketCommand = {
  [N in CommandName]: {
    readonly name: N;
    readonly commandId: string;
    readonly source: CommandSource;
    readonly actor: Actor;
    /** When it happened, as the caller says. */
    readonly occurredAt: string;
    /** When the service journaled it. */
    readonly receivedAt: string;
    /** The owner's epoch that the caller saw; null where no fencing applies. */
    readonly epoch: number | null;
    /** True for a delivery that cannot have been seen by an earlier run: the validator may refuse it at no cost. */
    readonly first: boolean;
    readonly data: CommandData[N];
  };
}[CommandName];

/** What became of a command, as stored in journals and answered to callers. */
export type CommandAnswer =
  | { readonly state: 'DONE'; readonly status: string; readonly seq: number }
  | { readonly state: 'REJECTED'; readonly code: string };

/**
 * What names a command for ever within a ticket: the client's key, under the service that received it. Keys hold no slash,
 * so the same key at two services, or one that looks like an internal command, is another command.
 */
export const commandKeyOf = ({ source, commandId }: Pick<TicketCommand, 'source' | 'commandId'>): string =>
  source === 'intake' ? commandId : `${source}/${commandId}`;
