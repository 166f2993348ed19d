import type { PlanDecision, VisitNode } from '@mendline/contracts/field-service';
import type { CommandData, CommandName, CommandTarget, KindRules, PlanRef, TicketCommand, TicketFlow, TicketKind, TicketState, TicketStatus, VisitOutcome, VisitWindow } from '@mendline/contracts/ticket';
import type { DeadlineRequest } from '@mendline/contracts/intake';

/** A part of the command that another owner does before anything is recorded, and may refuse as a value. */
export type OwnerPart =
  | { readonly part: 'settle-offer'; readonly offerId: string; readonly outcome: 'accepted' | 'declined' }
  | { readonly part: 'submit-plan'; readonly plan: PlanRef }
  | { readonly part: 'settle-plan'; readonly plan: PlanRef; readonly decision: PlanDecision }
  | { readonly part: 'book-window'; readonly visitId: string; readonly engineerId: string; readonly window: VisitWindow }
  | { readonly part: 'mark-visit'; readonly visitId: string; readonly node: VisitNode; readonly at: string }
  | { readonly part: 'close-visit'; readonly visitId: string; readonly outcome: VisitOutcome }
  | { readonly part: 'close-remote-session'; readonly sessionId: string; readonly result: 'solved' | 'unsolved' };

/** The flow without its deadline: intake, which computes instants, arms that. */
export type FlowDraft = Omit<TicketFlow, 'deadline'>;

/** What a command changes. Fields left out stay as they are. */
export interface Change {
  /** Where the ticket goes, in the words of the table. */
  readonly to: CommandTarget;
  readonly flow?: Partial<FlowDraft>;
  readonly kind?: TicketKind;
  /** Of that kind: by them the ticket waits from now on. */
  readonly rules?: KindRules;
  readonly priority?: string;
  readonly ownerId?: string;
  readonly part?: OwnerPart;
  /** Arms the deadline of the wait anew although the wait stays. */
  readonly rearm?: boolean;
}

export interface Refusal {
  readonly refusal: string;
}

/** A complete decision, ready to be recorded. */
export interface Transition {
  readonly to: TicketStatus;
  readonly kind: TicketKind;
  readonly priority: string;
  readonly ownerId: string | null;
  readonly epoch: number;
  readonly flow: FlowDraft;
  readonly deadline: DeadlineRequest;
  readonly part: OwnerPart | null;
}

export type Decision = Refusal | Transition;

/** The command of one name. */
export type CommandOf<N extends CommandName> = Extract<TicketCommand, { name: N }> & { readonly data: CommandData[N] };

/** The rule of one command: what it changes in a state, or why not. Pure. */
export type Decider<N extends CommandName> = (state: TicketState, command: CommandOf<N>) => Change | Refusal;

/** Shorthand of a refusal. */
export const refuse = (refusal: string): Refusal => ({ refusal });

/** Whether a decision is a refusal. */
export const isRefusal = (value: Change | Decision): value is Refusal => 'refusal' in value;
