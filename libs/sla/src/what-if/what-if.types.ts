import type { Calendar } from '../calendar/calendar.types.js';
import type { ClockFacts, ClockSpec, RetargetCause, SpecSource } from '../clock.types.js';

/** A running clock as it stands; `facts` holds only the pauses of its target. */
export interface OpenClock {
  readonly code: string;
  readonly round: number;
  readonly spec: ClockSpec;
  readonly facts: ClockFacts;
}

export interface OpenTicket {
  readonly ticketId: string;
  readonly clocks: readonly OpenClock[];
}

/** What would hold for a clock: another spec, or nothing any more. */
export type ProposedSpec = { readonly spec: ClockSpec; readonly source?: SpecSource; readonly cause?: RetargetCause } | 'dropped';

/** A change that is thought through before it is applied. */
export interface ProposedChange {
  /** New versions, in place of the calendars of the same codes. */
  readonly calendars?: readonly Calendar[];
  /** What the changed pack or priority scale says of a clock; undefined: as before. */
  readonly specOf?: (clock: OpenClock, ticketId: string) => ProposedSpec | undefined;
}

/** A clock that would move. Instants are ISO 8601; null: no due instant. */
export interface ClockMove {
  readonly ticketId: string;
  readonly code: string;
  readonly round: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly dropped: boolean;
  /** In time so far, and late as soon as the change is applied. */
  readonly becomesLate: boolean;
  /** Late so far, and in time once the change is applied. */
  readonly becomesTimely: boolean;
}

/** A clock that cannot be computed under the change; applying it would be refused. */
export interface ClockFault {
  readonly ticketId: string;
  readonly code: string;
  readonly round: number;
  readonly error: string;
}

export interface WhatIfResult {
  readonly tickets: number;
  readonly clocks: number;
  readonly moves: readonly ClockMove[];
  /** Tickets with at least one moved clock, in the order given. */
  readonly movedTickets: readonly string[];
  readonly lateTickets: readonly string[];
  readonly faults: readonly ClockFault[];
}

export interface WhatIfProgress {
  readonly tickets: number;
  readonly moved: number;
}
