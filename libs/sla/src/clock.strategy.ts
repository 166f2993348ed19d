import type { CalendarBook } from './calendar/calendar.book.js';
import type { Interval } from './pause.interval.js';

/** One clock as a strategy sees it. Instants are milliseconds since the epoch; `pauses` are merged, in order, none before `start`. */
export interface ClockRun<S> {
  readonly spec: S;
  readonly start: number;
  readonly pauses: readonly Interval[];
  readonly calendars: CalendarBook;
  /** The anchors known to the run, by name. */
  readonly anchors: ReadonlyMap<string, number>;
}

/** A point of a clock's course: a share of the target's time (1 = due), or a distance from due in counted milliseconds. */
export type ClockPoint = { readonly share: number } | { readonly offsetMs: number };

/** What one unit of time knows. A strategy neither reads a clock nor knows of stops, retargets or levels. */
export interface ClockStrategy<S> {
  /** Whether the due instant is as exact as the start (a duration) or exact by itself (a time of the day). */
  dueFollowsStart(spec: S): boolean;
  /** Throws a ClockError when the spec makes no sense. */
  check(spec: S): void;
  /** The instant at which the clock arrives at a point; null while a pause without end stands before it or its anchor is not known. */
  reach(run: ClockRun<S>, point: ClockPoint): number | null;
  /** Milliseconds the clock has counted from its start until `at`. */
  counted(run: ClockRun<S>, at: number): number;
}

export const DUE: ClockPoint = { share: 1 };
