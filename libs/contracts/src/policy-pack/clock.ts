import { z } from 'zod';
import { clockDuration, clockOffset, code, count, wallTime, zone } from './common.js';

/**
 * Instants that a clock may point from: beginning and end of the window agreed for the visit that is arranged or made [A6-10, A6-22].
 * Until a window is agreed such a clock has no deadline.
 */
export const anchorNames = ['appointment', 'appointment-end'] as const;
export type AnchorName = (typeof anchorNames)[number];

const byPriority = z.record(code, clockDuration).default({});
const moved = { zone, move: z.enum(['previous-working-day', 'next-working-day']).optional(), calendar: code.optional() };
const weekTime = z.strictObject({ day: z.int().min(1).max(7), at: wallTime });
const anchor = z.enum(anchorNames);
const needsCalendar = { path: ['calendar'], message: 'a calendar whose working days `move` means' };
const hasCalendar = ({ move, calendar }: { readonly move?: string | undefined; readonly calendar?: string | undefined }): boolean => move === undefined || calendar !== undefined;

/**
 * How a target's time is counted: one member per unit of libs/sla, accepting what it accepts [A6, C5]. `calendar` names a calendar of the
 * tenant; the narrowest of that code counts: the customer's, else the region's, else the tenant's. Weekdays: 1 is Monday, 7 is Sunday.
 */
export const clockSchema = z.discriminatedUnion('type', [
  /** Running time, day and night. */
  z.strictObject({ type: z.literal('elapsed'), duration: clockDuration, byPriority }),
  /** Working time of a calendar. */
  z.strictObject({ type: z.literal('business'), duration: clockDuration, byPriority, calendar: code }),
  /** Half working days; `duration` is the working time of one [A6-19]. */
  z.strictObject({ type: z.literal('half-working-day'), duration: clockDuration, halves: z.int().min(1).max(1_000).default(1), calendar: code }),
  /** Whole working days; a start after the cut-off counts for the next one. Due at its closing, or at the time of the start. */
  z
    .strictObject({ type: z.literal('working-days'), days: count(1, 0), calendar: code, cutOff: wallTime.optional(), dueBy: z.enum(['close', 'same-time']).optional() })
    .refine(({ days, dueBy }) => days > 0 || dueBy !== 'same-time', { path: ['days'], message: 'at least 1 where due by the time of the start' }),
  /** A time of day: the next one, or that of the n-th day after the start; with a calendar only working days count [A6-20]. */
  z.strictObject({ type: z.literal('wall-time'), at: wallTime, zone, days: count(1).optional(), calendar: code.optional() }),
  /** A day of the month, the next one or n months later [A6-24, A6-25]. */
  z.strictObject({ type: z.literal('month-day'), day: z.int().min(1).max(31), at: wallTime, months: count(31).optional(), ...moved }).refine(hasCalendar, needsCalendar),
  /** The agreed instant itself. */
  z.strictObject({ type: z.literal('appointment'), anchor }),
  /** Before (`-PT5M`) or after an agreed instant, running time or working time [A6-21, C20]. */
  z.strictObject({ type: z.literal('offset'), anchor, offset: clockOffset, calendar: code.optional() }),
  /** The bucket of a weekly plan: closed by a cut-off, due in a week after it [A3-8, A6-9]. */
  z.strictObject({ type: z.literal('weekly-plan'), cutOff: weekTime, due: weekTime, weeks: count(7).optional(), ...moved }).refine(hasCalendar, needsCalendar),
  /** The same date years later [A6-28]. */
  z.strictObject({ type: z.literal('years'), years: count(366), zone }),
]);

export type PackClock = z.infer<typeof clockSchema>;

/** The calendar that a clock counts by; null where it needs none. */
export const calendarOfClock = (clock: PackClock): string | null => ('calendar' in clock && clock.calendar !== undefined ? clock.calendar : null);
