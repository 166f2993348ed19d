import type { ClockPoint, ClockRun, ClockStrategy } from '../clock.strategy.js';
import type { Interval } from '../pause.interval.js';

/** What a unit says that points at an instant instead of counting time. */
export interface PointUnit<S> {
  /** Default false: the instant is exact by itself. */
  readonly dueFollowsStart?: boolean;
  check(spec: S): void;
  /** The deadline without pauses; null while its anchor is not known. */
  instant(run: ClockRun<S>): number | null;
  /** Where a deadline goes that lay in a pause; by default to the pause's end. */
  afterPause?(spec: S, end: number, run: ClockRun<S>): number;
}

/**
 * A unit that points at an instant. A pause does not stretch it: only a deadline inside a pause (of a reason the target lists) moves.
 * Levels divide the plain time from start to due.
 */
export function pointStrategy<S>(unit: PointUnit<S>): ClockStrategy<S> {
  return {
    dueFollowsStart: () => unit.dueFollowsStart ?? false,

    check(spec) {
      unit.check(spec);
    },

    reach(run, point) {
      const due = dueOf(unit, run);
      return due === null ? null : pointOf(run, due, point);
    },

    counted({ start }, at) {
      return Math.max(0, at - start);
    },
  };
}

function dueOf<S>(unit: PointUnit<S>, run: ClockRun<S>): number | null {
  const instant = unit.instant(run);
  if (instant === null) return null;
  let due = Math.max(instant, run.start);
  for (const pause of run.pauses) {
    if (!covers(pause, due)) continue;
    if (pause.to === Number.POSITIVE_INFINITY) return null;
    due = unit.afterPause?.(run.spec, pause.to, run) ?? pause.to;
  }
  return due;
}

function pointOf<S>({ start, pauses }: ClockRun<S>, due: number, point: ClockPoint): number | null {
  const wanted = 'share' in point ? start + Math.round((due - start) * point.share) : due + point.offsetMs;
  let at = Math.max(start, wanted);
  for (const pause of pauses) if (covers(pause, at)) at = pause.to;
  return Number.isFinite(at) ? at : null;
}

function covers({ from, to }: Interval, at: number): boolean {
  return from <= at && at < to;
}
