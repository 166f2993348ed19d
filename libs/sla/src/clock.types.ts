import type { CalendarBook } from './calendar/calendar.book.js';
import type { ClockSpec } from './unit/unit.types.js';

/** Why a target's time stands still: the code of a hold reason of the policy pack, for example `waiting-for-customer`. */
export type HoldReason = string;

export type * from './unit/unit.types.js';

/**
 * One step of an escalation chain, named by its ordinal. `percent` is a share of the target's time (above 0, may exceed 100);
 * `offsetMinutes` lies before (negative) or after the due instant, counted as the target counts.
 */
export type Level = { readonly level: number; readonly percent: number } | { readonly level: number; readonly offsetMinutes: number };

/** One promise about a ticket, a row of the policy pack: many targets side by side, never one "SLA hours" field [C3]. */
export interface Target {
  readonly code: string;
  /** review, accept, first-response, contact, plan, … [C3]. */
  readonly stage: string;
  readonly startEvent: string;
  readonly stopEvent: string;
  readonly clock: ClockSpec;
  /** The hold reasons that pause this target; any other hold leaves it running. */
  readonly pauseOn: readonly HoldReason[];
  readonly levels: readonly Level[];
}

/** A hold of the ticket: from (inclusive) to (exclusive). `to` is null while it lasts. */
export interface Pause {
  readonly reason: HoldReason;
  readonly from: Date;
  readonly to: Date | null;
}

/** Where a spec comes from: the rule and the version of the policy pack, for the explanation. */
export interface SpecSource {
  readonly rule: string;
  readonly pack: string;
  readonly version: number;
}

/** Why a clock follows another spec from an instant on. */
export type RetargetCause = 'priority' | 'kind' | 'policy';

/** From `at` on the clock follows another spec. The clock instance, its start and the time it has counted stay. */
export interface Retarget {
  readonly at: Date;
  readonly spec: ClockSpec;
  readonly source?: SpecSource;
  readonly cause?: RetargetCause;
}

/**
 * An instant that a clock depends on: an appointment, an estimated or an actual arrival. `at` holds from `since` on, the instant at
 * which it was agreed or reported; a later one of the same name takes its place.
 */
export interface Anchor {
  readonly name: string;
  readonly at: Date;
  readonly since: Date;
}

/** How exactly an instant is known: typed by a person to the minute, or taken from a clock. */
export type Precision = 'millisecond' | 'minute';

/** What has happened to one clock instance. `pauses` holds only those that count for its target: see `pausesOf`. */
export interface ClockFacts {
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly retargets: readonly Retarget[];
  /** The appointments that the spec may name. Default: none. */
  readonly anchors?: readonly Anchor[];
  /** The calendars that the spec may name, each in the version to count by. Default: none. */
  readonly calendars?: CalendarBook;
  /** The target was laid on the ticket at this instant, later than the clock's start: no point of it is reached before. */
  readonly adoptedAt?: Date;
  /** Where the first spec comes from. */
  readonly source?: SpecSource;
  /** Default `millisecond`. */
  readonly startPrecision?: Precision;
  /** Default `millisecond`. */
  readonly stopPrecision?: Precision;
}

/**
 * - `running`: neither stopped nor late; also while the appointment that sets its deadline is not known
 * - `paused`: held before it was late
 * - `breached`: late and not stopped, held or not
 * - `met`: stopped on time
 * - `breached-and-stopped`: stopped late
 */
export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'breached-and-stopped';
