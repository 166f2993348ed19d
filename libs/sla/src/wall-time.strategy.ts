import { ClockError } from './clock.error.js';
import type { ClockPoint, ClockRun, ClockStrategy } from './clock.strategy.js';
import type { WallTimeSpec } from './clock.types.js';
import { HORIZON_MS } from './instant.js';
import type { Interval } from './pause.interval.js';
import { addDays, instantsOf, isZone, localDayOf } from './zone.time.js';

const HH_MM = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MAX_DAYS = HORIZON_MS / (24 * 60 * 60_000);

/**
 * A time of the day in a zone. A pause does not stretch it: only when the deadline itself falls into a pause (of a reason the
 * target lists) does it move, to the next such time at or after the pause's end. Where clocks jump over the time, the instant of the jump counts;
 * where they show it twice, the first that is not before the start.
 */
export const wallTimeStrategy: ClockStrategy<WallTimeSpec> = {
  dueFollowsStart: false,

  check({ at, zone, days }) {
    if (!HH_MM.test(at)) throw new ClockError('clock.wall-time-invalid', `'${at}' is not HH:MM`);
    if (!isZone(zone)) throw new ClockError('clock.zone-unknown', `'${zone}' is not an IANA zone`);
    if (days === undefined) return;
    if (!Number.isInteger(days) || days < 1) throw new ClockError('clock.duration-not-positive', `${days} days`);
    if (days > MAX_DAYS) throw new ClockError('clock.beyond-horizon', `${days} days`);
  },

  reach(run, point) {
    const due = dueOf(run);
    return due === null ? null : pointOf(run, due, point);
  },

  counted({ start }, at) {
    return Math.max(0, at - start);
  },
};

function dueOf({ spec, start, pauses }: ClockRun<WallTimeSpec>): number | null {
  let due = firstDue(spec, start);
  for (const pause of pauses) {
    if (!covers(pause, due)) continue;
    if (pause.to === Number.POSITIVE_INFINITY) return null;
    due = nextAtOrAfter(spec, pause.to);
  }
  return due;
}

function pointOf({ start, pauses }: ClockRun<WallTimeSpec>, due: number, point: ClockPoint): number | null {
  const wanted = 'share' in point ? start + Math.round((due - start) * point.share) : due + point.offsetMs;
  let at = Math.max(start, wanted);
  for (const pause of pauses) if (covers(pause, at)) at = pause.to;
  return Number.isFinite(at) ? at : null;
}

function firstDue(spec: WallTimeSpec, start: number): number {
  if (spec.days === undefined) return nextAtOrAfter(spec, start);
  const day = addDays(localDayOf(start, spec.zone), spec.days);
  return instantsOf(day, minuteOfDay(spec.at), spec.zone)[0] ?? start;
}

function nextAtOrAfter({ at, zone }: WallTimeSpec, from: number): number {
  const today = localDayOf(from, zone);
  const found = [-1, 0, 1, 2]
    .flatMap((days) => instantsOf(addDays(today, days), minuteOfDay(at), zone))
    .filter((instant) => instant >= from);
  return Math.min(...found);
}

function minuteOfDay(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

function covers({ from, to }: Interval, at: number): boolean {
  return from <= at && at < to;
}
