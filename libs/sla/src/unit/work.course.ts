import type { WorkTimeline } from '../calendar/work.timeline.js';
import type { Interval } from '../pause.interval.js';

/** Working time from `start` until `at` that lay in no pause. */
export function workedUntil(timeline: WorkTimeline, pauses: readonly Interval[], start: number, at: number): number {
  return timeline.workBetween(start, at) - pausedWork(timeline, pauses, at);
}

/** Working time before `at` that lay in a pause. */
export function pausedWork(timeline: WorkTimeline, pauses: readonly Interval[], at: number): number {
  return pauses.reduce((sum, { from, to }) => sum + timeline.workBetween(from, Math.min(to, at)), 0);
}

/**
 * The earliest instant until which `amount` has been worked outside the pauses; for nothing to work, the first that is open and not
 * paused. A pause that holds this very instant holds the clock: it goes on with the first open instant after it. Null behind a pause without end.
 */
export function afterWork(timeline: WorkTimeline, pauses: readonly Interval[], start: number, amount: number): number | null {
  let left = amount;
  let cursor = start;
  for (const { from, to } of pauses) {
    const work = timeline.workBetween(cursor, from);
    if (work >= left) {
      const reached = timeline.advance(cursor, left);
      if (reached < from) return reached;
    }
    left = Math.max(0, left - work);
    if (to === Number.POSITIVE_INFINITY) return null;
    cursor = Math.max(cursor, to);
  }
  return timeline.advance(cursor, left);
}
