import { ClockError } from './clock.error.js';
import type { Pause, Target } from './clock.types.js';
import { instantOf } from './instant.js';

/** Half-open, in milliseconds: from (inclusive) to (exclusive, Infinity while it lasts). */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The pauses that count for a target: those whose reason it lists. */
export function pausesOf(target: Pick<Target, 'pauseOn'>, pauses: readonly Pause[]): readonly Pause[] {
  return pauses.filter((pause) => target.pauseOn.includes(pause.reason));
}

/** Pauses as intervals inside [start, end): in order, overlapping and touching ones joined, empty ones gone. */
export function pausedIntervals(pauses: readonly Pause[], start: number, end: number): readonly Interval[] {
  const clipped = pauses
    .map((pause) => intervalOf(pause, start, end))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const next of clipped) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  }
  return merged;
}

/** How many milliseconds before `at` lie inside the intervals. */
export function pausedMsBefore(intervals: readonly Interval[], at: number): number {
  return intervals.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, at) - from), 0);
}

/** A pause clipped to [start, end); empty (`from` not before `to`) where it lies outside. Throws ClockError `clock.pause-reversed`. */
export function intervalOf(pause: Pause, start: number, end: number): Interval {
  const from = instantOf(pause.from);
  const to = pause.to === null ? Number.POSITIVE_INFINITY : instantOf(pause.to);
  if (to < from) throw new ClockError('clock.pause-reversed', `pause '${pause.reason}' ends before it begins`);
  return { from: Math.max(from, start), to: Math.min(to, end) };
}
