import { z } from 'zod';
import { durationMs, isDuration } from './duration.js';

/** No deadline lies further ahead than this: 100 years of 365.25 days, the horizon of libs/sla. */
const horizonDays = 36_525;

export const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a code: a-z, 0-9 and -, at most 40');
export const label = z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(80) });
export const duration = z.string().refine(isDuration, 'an ISO 8601 duration such as PT15M');
export const positiveDuration = duration.refine((value) => !value.startsWith('-') && /[1-9]/.test(value), 'a duration above zero');
const isWithinHorizon = (value: string): boolean => !isDuration(value) || Math.abs(durationMs(value)) <= horizonDays * 86_400_000;
/** What a clock may count: above zero, at most 100 years. */
export const clockDuration = positiveDuration.refine(isWithinHorizon, 'at most 100 years');
/** A distance from an instant, before (`-PT5M`) or after it. */
export const clockOffset = duration.refine(isWithinHorizon, 'at most 100 years');
export const zone = z.string().refine(isZone, 'an IANA time zone');
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** A whole number of units of so many days each, from `least`, at most 100 years. */
export const count = (unitDays: number, least = 1): z.ZodInt => z.int().min(least).max(Math.floor(horizonDays / unitDays));

function isZone(value: string): boolean {
  // Some engines take fixed offsets such as +08:00 for zones; they are not IANA names.
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
