import type { CommandAnswer, TicketCommand } from '../ticket/command.js';
import type { TicketFlow, TicketState } from '../ticket/flow.js';
import type { ComplaintKind, TicketKind, TicketStatus } from '../ticket/status.js';
import type { DeadlineKind } from '../ticket/flow.js';
import type { TicketId } from '../ids/index.js';

/** Which deadline the next wait needs; intake turns it into an instant. `keep` leaves the armed one. */
export type DeadlineRequest = { readonly kind: DeadlineKind; readonly at?: string } | 'keep' | 'none';

/** What the workflow has decided, to be recorded by intake in one transaction. */
export interface TransitionRecord {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  /** The number of this transition: the row's `seq` + 1. */
  readonly seq: number;
  /** The fence of the row that this was decided by; absent where the engine remembers a row from before fences. */
  readonly fence?: number;
  readonly command: TicketCommand;
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  readonly kind: TicketKind;
  readonly priority: string;
  readonly ownerId: string | null;
  readonly epoch: number;
  readonly flow: Omit<TicketFlow, 'deadline'>;
  readonly deadline: DeadlineRequest;
}

/** The ticket as its row says, with the next look at its clocks. */
export interface LoadedTicket {
  readonly row: TicketState;
  readonly clock: ClockReading;
}

/** `answer` is null when the row has moved on or was fenced off meanwhile: the workflow takes `row` and decides again. */
export interface RecordedTransition extends LoadedTicket {
  readonly answer: CommandAnswer | null;
}

/** When to look at the clocks again, as a delay by intake's own clock; null when nothing runs. */
export interface ClockReading {
  /** Grows with every change of the ticket's row: a reading older than one already heeded is dropped. */
  readonly revision: number;
  readonly wakeInMs: number | null;
  /** The flow deadline that has passed and is still armed; to be handled by `pass-deadline`. It no longer counts in `wakeInMs`. */
  readonly passedDeadlineId: string | null;
  /** Internal commands that fired escalation levels ask for; named again in every reading until recorded, since a run may end between. */
  readonly actions: readonly TicketCommand[];
}

/** Activities on a ticket's row. Run as local activities in intake's worker; all of them idempotent. */
export interface IntakeActivities {
  /** State of the ticket, or null when the row does not exist (lost by a restore). */
  loadTicket(input: { tenantId: string; ticketId: TicketId }): Promise<LoadedTicket | null>;
  /**
   * The same, and from now on no transition is recorded that was decided before: by an engine whose task was lost, in a process that was frozen meanwhile.
   * Another owner then does its part by a row that stays as it was read, until this engine records.
   */
  fenceTicket(input: { tenantId: string; ticketId: TicketId }): Promise<LoadedTicket | null>;
  recordTransition(record: TransitionRecord): Promise<RecordedTransition>;
  /** The stored answer of a command, if it was recorded before. */
  findAnswer(input: { tenantId: string; ticketId: TicketId; commandKey: string }): Promise<CommandAnswer | null>;
  /** An archived ticket has paid these owed steps: no transition comes any more that would say so. The same again changes nothing. */
  clearOwed(input: { tenantId: string; ticketId: TicketId; keys: readonly string[] }): Promise<void>;
  /** Registers the complaint that a return visit led to, tied to its ticket as `caused-by` [A10-15]; the same key again is success. */
  openComplaint(input: { tenantId: string; ticketId: TicketId; key: string; kind: ComplaintKind; commandId: string }): Promise<void>;
  /** Raises what is due, exactly once per (clock instance, level, recipient), and says when to look again. */
  evaluateClocks(input: { tenantId: string; ticketId: TicketId }): Promise<ClockReading>;
}

/** Task queue of the workflow and of intake's local activities. */
export const ticketQueue = 'ticket';

/** What a run of the reconciler found and did. */
export interface ReconcileReport {
  readonly checked: number;
  readonly started: number;
}

/** The reconciler's activity; runs in intake, with heartbeats. */
export interface ReconcileActivities {
  reconcileOpenTickets(): Promise<ReconcileReport>;
}

/** Workflow type, and id of the schedule, of the reconciler. */
export const reconcileTicketsType = 'reconcileTickets';

/** The reconciler shares the worker of tickets. */
export const reconcileQueue = ticketQueue;

/**
 * Why open clocks are to be computed anew: a version of a calendar of the tenant, a region or a customer; a version of a `pack`, which the open
 * tickets of its other versions follow from then on; or `all`, because columns have come that clocks older than they lack: `id` names the migration.
 */
export interface RecomputeCause {
  readonly tenantId: string;
  readonly code: string;
  readonly of: 'tenant' | 'region' | 'customer' | 'pack' | 'all';
  readonly id: string;
  readonly version: number;
}

/** How far a batch has come: tickets looked at, tickets of which a deadline moved, and those of which one moved earlier. */
export interface RecomputeProgress {
  readonly checked: number;
  readonly moved: number;
  readonly earlier: number;
  /** The last ticket that was looked at; empty before the first. */
  readonly after: string;
  readonly done: boolean;
}

/** Arguments of `recomputeClocks`. */
export interface RecomputeInput {
  /** Named after the first of the causes: batches that run carry it so. */
  readonly calendar: RecomputeCause;
  /** At most so many tickets a second. */
  readonly perSecond: number;
  readonly progress: RecomputeProgress;
}

/** The batch's activity; runs in intake. A page that is done again finds nothing to change. */
export interface RecomputeActivities {
  recomputePage(input: { calendar: RecomputeCause; after: string; limit: number }): Promise<Omit<RecomputeProgress, 'done'> & { readonly last: boolean }>;
}

/** Workflow type of the batch that brings a changed calendar, or another version of a pack, to the open tickets. */
export const recomputeClocksType = 'recomputeClocks';

/** The batch shares the worker of tickets. */
export const recomputeQueue = ticketQueue;

/** Where a batch stands; asked of the workflow. */
export const recomputeProgressQuery = 'progress';

/** One batch per version of a calendar or pack. */
export const recomputeWorkflowId = ({ tenantId, code, of, id, version }: RecomputeCause): string => ['calendar', tenantId, code, of, id, version].join(':');
