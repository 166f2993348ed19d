/** The code of a calendar in the book that the facts carry. */
export type CalendarCode = string;

/** Running time, day and night. `minutes` may be a fraction (a demonstration uses seconds); it is rounded to the millisecond. */
export interface ElapsedSpec {
  readonly type: 'elapsed';
  readonly minutes: number;
}

/** Working time of a calendar: runs while the calendar is open and stands still while it is closed. */
export interface BusinessSpec {
  readonly type: 'business';
  readonly minutes: number;
  readonly calendar: CalendarCode;
}

/** Half working days; how much working time that is, is configured [A6-19, C5]. */
export interface HalfDaySpec {
  readonly type: 'half-working-day';
  readonly calendar: CalendarCode;
  /** Working minutes of one half day. */
  readonly minutes: number;
  /** How many; default 1. */
  readonly halves?: number;
}

/**
 * Whole working days. A start after the cut-off (else after the day's closing), or on a day off, counts as made at the opening of the next
 * working day. Due on the n-th working day after the day that counts, `days` 0 is that day itself: at its closing, or (`same-time`) at
 * the time of the start, kept within that day's opening and closing.
 */
export interface WorkingDaysSpec {
  readonly type: 'working-days';
  readonly days: number;
  readonly calendar: CalendarCode;
  /** `HH:MM`: a start at it still counts for the day. */
  readonly cutOff?: string;
  /** Default `close`. */
  readonly dueBy?: 'close' | 'same-time';
}

/**
 * A time shown by the wall clock of a place, for example 17:00 in Asia/Shanghai [A6-20].
 * Without `days`: the next such time at or after the start. With `days` = n (1 or more): on the n-th day after the day of the start.
 * With a calendar only its working days count.
 */
export interface WallTimeSpec {
  readonly type: 'wall-time';
  /** `HH:MM`, 00:00 to 23:59. */
  readonly at: string;
  /** IANA zone. */
  readonly zone: string;
  readonly days?: number;
  readonly calendar?: CalendarCode;
}

/**
 * How a date that is no working day is moved. Where going back would lead to the start or before it, or out of reach, the date goes
 * forward.
 */
export type MoveRule = 'previous-working-day' | 'next-working-day';

/** A date that a rule may move to a working day; a rule needs a calendar. */
interface Moved {
  readonly zone: string;
  readonly move?: MoveRule;
  readonly calendar?: CalendarCode;
}

/**
 * A day of the month [A6-24, A6-25], the month's last where it has none such. Without `months`: the next such instant at or after the
 * start. With `months` = n (1 or more): in the n-th month after that of the start.
 */
export interface MonthDaySpec extends Moved {
  readonly type: 'month-day';
  readonly day: number;
  /** `HH:MM`. */
  readonly at: string;
  readonly months?: number;
}

/** The instant of an appointment [A6-10, A6-22], from the anchors of the facts; no deadline before it is known. */
export interface AppointmentSpec {
  readonly type: 'appointment';
  readonly anchor: string;
}

/** Before (negative) or after an appointment [A6-21, C20]: elapsed minutes, or working minutes of a calendar. */
export interface OffsetSpec {
  readonly type: 'offset';
  readonly anchor: string;
  readonly minutes: number;
  readonly calendar?: CalendarCode;
}

/** A time of a weekday: 1 is Monday, 7 is Sunday. */
export interface WeekTime {
  readonly day: number;
  readonly at: string;
}

/**
 * The bucket of a weekly plan [A3-8, A6-9, A15-4]: the first cut-off at or after the start closes the bucket, which is due at a time of the
 * `weeks`-th week (1 or more, default 1) after the week of that cut-off. Weeks begin on Monday.
 */
export interface WeeklyPlanSpec extends Moved {
  readonly type: 'weekly-plan';
  readonly cutOff: WeekTime;
  readonly due: WeekTime;
  readonly weeks?: number;
}

/** The same date and local time whole years later [A6-28]; 28 February where there is no 29th. */
export interface YearsSpec {
  readonly type: 'years';
  readonly years: number;
  readonly zone: string;
}

/**
 * How a target's time is counted, one member per unit of [A6] and [C5]. The discriminant `type` picks the strategy
 * (`strategies` in clock.strategies.ts): a new unit is one more member here and one more row there.
 *
 * | unit | spec | a pause |
 * | --- | --- | --- |
 * | minutes, hours | `elapsed` | stops the count |
 * | working time; half a working day | `business`, `half-working-day` | stops the count where the calendar is open |
 * | working days with a cut-off | `working-days` | moves the deadline by the working time it took |
 * | HH:MM | `wall-time` | moves a deadline inside it to the next such time |
 * | day of the month; weekly plan; appointment; offset; years | `month-day`, `weekly-plan`, `appointment`, `offset`, `years` | moves a deadline inside it to its end |
 */
export type ClockSpec =
  | ElapsedSpec
  | BusinessSpec
  | HalfDaySpec
  | WorkingDaysSpec
  | WallTimeSpec
  | MonthDaySpec
  | AppointmentSpec
  | OffsetSpec
  | WeeklyPlanSpec
  | YearsSpec;
