import { DateTime, IANAZone } from 'luxon';

const DAY_MS = 24 * 60 * 60_000;

/** A date without time or zone, as the milliseconds of its midnight in UTC. */
export type LocalDay = number;

export function isZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** The date shown in the zone at an instant. */
export function localDayOf(at: number, zone: string): LocalDay {
  const { year, month, day } = DateTime.fromMillis(at, { zone });
  return Date.UTC(year, month - 1, day);
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return day + days * DAY_MS;
}

/**
 * The instants at which the zone's clocks show a time of a day, in order: one as a rule; two where clocks go back over it;
 * where they jump over it, the instant of the jump.
 */
export function instantsOf(day: LocalDay, minuteOfDay: number, zone: string): readonly number[] {
  const local = day + minuteOfDay * 60_000;
  const before = offsetAt(local - DAY_MS, zone);
  const after = offsetAt(local + DAY_MS, zone);
  const shown = [...new Set([before, after])]
    .map((offset) => local - offset)
    .filter((at) => at + offsetAt(at, zone) === local)
    .sort((a, b) => a - b);
  return shown.length > 0 ? shown : [jumpBetween(local - DAY_MS - before, local + DAY_MS - after, zone)];
}

function offsetAt(at: number, zone: string): number {
  return IANAZone.create(zone).offset(at) * 60_000;
}

/** The first instant of the later offset, by bisection to the millisecond. */
function jumpBetween(low: number, high: number, zone: string): number {
  const later = offsetAt(high, zone);
  let [before, after] = [low, high];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, zone) === later) after = middle;
    else before = middle;
  }
  return after;
}
