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

/** An instant as ISO 8601 in UTC. */
export function isoOf(at: number): string;
/** Null where there is no instant. */
export function isoOf(at: number | null): string | null;
export function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

export function floorToMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Refuses an instant more than 100 years after the start. */
export function withinHorizon(start: number, at: number): number {
  if (at - start > HORIZON_MS) throw new ClockError('clock.beyond-horizon', 'the deadline lies more than 100 years after the start');
  return at;
}
