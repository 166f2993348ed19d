import { ClockError } from './clock.error.js';
import type { ClockPoint, ClockRun, ClockStrategy } from './clock.strategy.js';
import type { ElapsedSpec } from './clock.types.js';
import { HORIZON_MS, MINUTE_MS } from './instant.js';
import { pausedMsBefore } from './pause.interval.js';

/** Running time: due = start + duration + the paused time before it. */
export const elapsedStrategy: ClockStrategy<ElapsedSpec> = {
  dueFollowsStart: true,

  check(spec) {
    const duration = durationOf(spec);
    if (!(duration > 0)) throw new ClockError('clock.duration-not-positive', `a duration of ${spec.minutes} minutes`);
    if (duration > HORIZON_MS) throw new ClockError('clock.beyond-horizon', `a duration of ${spec.minutes} minutes`);
  },

  reach(run, point) {
    return afterCounting(run, amountUntil(run.spec, point));
  },

  counted({ start, pauses }, at) {
    return Math.max(0, at - start) - pausedMsBefore(pauses, at);
  },
};

function durationOf(spec: ElapsedSpec): number {
  return Math.round(spec.minutes * MINUTE_MS);
}

function amountUntil(spec: ElapsedSpec, point: ClockPoint): number {
  const duration = durationOf(spec);
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
