import type { ClockPoint, ClockRun, ClockStrategy } from '../clock.strategy.js';
import { pausedMsBefore } from '../pause.interval.js';
import { durationOf } from './spec.check.js';
import type { ElapsedSpec } from './unit.types.js';

/** Running time: due = start + duration + the paused time before it. */
export const elapsedStrategy: ClockStrategy<ElapsedSpec> = {
  dueFollowsStart: () => true,

  check(spec) {
    durationOf(spec.minutes);
  },

  reach(run, point) {
    return afterCounting(run, amountUntil(durationOf(run.spec.minutes), point));
  },

  counted({ start, pauses }, at) {
    return Math.max(0, at - start) - pausedMsBefore(pauses, at);
  },
};

/** What a clock of a duration has counted when it arrives at a point. */
export function amountUntil(duration: number, point: ClockPoint): number {
  const amount = 'share' in point ? Math.round(duration * point.share) : duration + point.offsetMs;
  return Math.max(0, amount);
}

function afterCounting({ start, pauses }: ClockRun<ElapsedSpec>, amount: number): number | null {
  let counted = 0;
  let cursor = start;
  for (const pause of pauses) {
    // A hold at the very instant of the deadline is on time, as a stop would be: it still pauses.
    if (counted + pause.from - cursor < amount) {
      counted += pause.from - cursor;
      cursor = pause.to;
    } else if (counted + pause.from - cursor === amount) {
      return finite(pause.to);
    } else break;
  }
  return finite(cursor + amount - counted);
}

function finite(at: number): number | null {
  return Number.isFinite(at) ? at : null;
}
