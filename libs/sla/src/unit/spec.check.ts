import { ClockError } from '../clock.error.js';
import { HORIZON_MS, MINUTE_MS } from '../instant.js';
import { DAY_MS, parseTime } from '../zone/local.date.js';
import { findZone, type ZoneTable } from '../zone/zone.table.js';

const MAX_DAYS = HORIZON_MS / DAY_MS;

/** A duration in milliseconds; refuses what is not above zero or longer than 100 years. */
export function durationOf(minutes: number): number {
  const duration = Math.round(minutes * MINUTE_MS);
  if (!(duration > 0)) throw new ClockError('clock.duration-not-positive', `a duration of ${minutes} minutes`);
  if (duration > HORIZON_MS) throw new ClockError('clock.beyond-horizon', `a duration of ${minutes} minutes`);
  return duration;
}

/** Refuses a count of days (weeks, months, years: `unit` days each) that is no whole number from `least` or longer than 100 years. */
export function checkCount(count: number, what: string, least = 1, unit = 1): void {
  if (!Number.isInteger(count) || count < least) throw new ClockError('clock.duration-not-positive', `${count} ${what}`);
  if (count * unit > MAX_DAYS) throw new ClockError('clock.beyond-horizon', `${count} ${what}`);
}

/** Milliseconds after midnight of an `HH:MM`. */
export function timeOf(at: string): number {
  const minutes = parseTime(at);
  if (minutes === undefined) throw new ClockError('clock.wall-time-invalid', `'${at}' is not HH:MM`);
  return minutes * MINUTE_MS;
}

export function zoneOf(zone: string): ZoneTable {
  const table = findZone(zone);
  if (table === undefined) throw new ClockError('clock.zone-unknown', `'${zone}' is not an IANA zone`);
  return table;
}

/** Refuses a day that is not a whole number from 1 to `most`. */
export function checkDay(day: number, most: number): void {
  if (!Number.isInteger(day) || day < 1 || day > most) throw new ClockError('clock.day-invalid', `day ${day} of 1 to ${most}`);
}

/** Refuses a calendar or an anchor without a name. */
export function checkName(name: string, what: 'calendar' | 'anchor'): void {
  if (name !== '') return;
  throw new ClockError(what === 'calendar' ? 'clock.calendar-missing' : 'clock.anchor-invalid', `no name of the ${what}`);
}
