/** Why a target's time stands still: the code of a hold reason of the policy pack, for example `waiting-for-customer`. */
export type HoldReason = string;

/** Running time, day and night. `minutes` may be a fraction (a demonstration uses seconds); it is rounded to the millisecond. */
export interface ElapsedSpec {
  readonly type: 'elapsed';
  readonly minutes: number;
}

/**
 * A time shown by the wall clock of a place, for example 17:00 in Asia/Shanghai [A6-20].
 * Without `days`: the next such time at or after the start. With `days` = n (1 or more): on the n-th day after the day of the start.
 */
export interface WallTimeSpec {
  readonly type: 'wall-time';
  /** `HH:MM`, 00:00 to 23:59. */
  readonly at: string;
  /** IANA zone. */
  readonly zone: string;
  readonly days?: number;
}

/**
 * How a target's time is counted, one member per unit of [A6] and [C5]. The discriminant `type` picks the strategy
 * (`strategies` in clock.strategies.ts), and a new unit is one more member here and one more row there:
 *
 * | unit | fits as |
 * | --- | --- |
 * | minutes and hours; the clock day and night | `elapsed` |
 * | HH:MM; the n-th day at HH:MM | `wall-time` |
 * | business minutes; half a working day | counts like `elapsed`, skipping the closed hours of a calendar as it skips pauses |
 * | working days with a cut-off; same day; day of the month; weekly plan; years | point at an instant like `wall-time` |
 * | relative to an appointment or an arrival | points at an instant, from an anchor carried by the facts |
 *
 * Calendars and anchors are data of the clock: they reach a strategy as further fields of {@link ClockFacts} and `ClockRun`.
 */
export type ClockSpec = ElapsedSpec | WallTimeSpec;

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

/** From `at` on the clock follows another spec. The clock instance, its start and the time it has counted stay. */
export interface Retarget {
  readonly at: Date;
  readonly spec: ClockSpec;
}

/** How exactly an instant is known: typed by a person to the minute, or taken from a clock. */
export type Precision = 'millisecond' | 'minute';

/** What has happened to one clock instance. `pauses` holds only those that count for its target: see `pausesOf`. */
export interface ClockFacts {
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly pauses: readonly Pause[];
  readonly retargets: readonly Retarget[];
  /** Default `millisecond`. */
  readonly startPrecision?: Precision;
  /** Default `millisecond`. */
  readonly stopPrecision?: Precision;
}

/**
 * - `running`: neither stopped nor late
 * - `paused`: held before it was late
 * - `breached`: late and not stopped, held or not
 * - `met`: stopped on time
 * - `breached-and-stopped`: stopped late
 */
export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'breached-and-stopped';
