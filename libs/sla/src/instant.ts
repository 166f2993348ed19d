import { ClockError } from './clock.error.js';

export const MINUTE_MS = 60_000;

/** No deadline lies further from its start than this: 100 years of 365.25 days. */
export const HORIZON_MS = 100 * 365.25 * 24 * 60 * MINUTE_MS;

/** Milliseconds since the epoch; refuses an invalid Date. */
export function instantOf(date: Date): number {
  const at = date.getTime();
  if (Number.isNaN(at)) throw new ClockError('clock.instant-invalid', 'not an instant');
  return at;
}

export function floorToMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Refuses an instant more than 100 years after the start. */
export function withinHorizon(start: number, at: number): number {
  if (at - start > HORIZON_MS) throw new ClockError('clock.beyond-horizon', 'the deadline lies more than 100 years after the start');
  return at;
}
