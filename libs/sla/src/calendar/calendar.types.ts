/** A date `YYYY-MM-DD`, as the calendar's zone shows it. */
export type DateText = string;

/** What a holiday or a special day is called, in the words of the reader. */
export interface DayName {
  readonly zh: string;
  readonly en: string;
}

/**
 * Working time of a day, `HH:MM` to `HH:MM`. An end that is not after the start lies on the next day (`22:00`–`06:00`);
 * `24:00` as an end is midnight. The window belongs to the day on which it begins.
 */
export interface DayWindow {
  readonly from: string;
  readonly to: string;
}

/** A window of every week; `day` is 1 (Monday) to 7 (Sunday). */
export interface WeeklyWindow extends DayWindow {
  readonly day: number;
}

/** The week that holds from a date on, until the next period begins: summer hours, a new shift plan. */
export interface CalendarPeriod {
  /** Null: since ever. */
  readonly validFrom: DateText | null;
  readonly week: readonly WeeklyWindow[];
}

/**
 * What is different on one date, in either direction:
 * - `closed`: no window begins on it;
 * - `special`: other hours;
 * - `workday`: a make-up workday [调休] — its `windows`, or those of weekday `like` (1, Monday, if nothing is said).
 *
 * A window of the day before that reaches over midnight belongs to the day before and stays.
 */
export type CalendarOverride = {
  readonly date: DateText;
  readonly name: DayName;
  /** Taken from a forecast; the notice that settles it is not out yet. */
  readonly provisional?: boolean;
} & (
  | { readonly kind: 'closed' }
  | { readonly kind: 'special'; readonly windows: readonly DayWindow[] }
  | { readonly kind: 'workday'; readonly windows?: readonly DayWindow[]; readonly like?: number }
);

/** For whom a calendar was made; the narrowest one counts: customer, then region, then tenant. */
export interface CalendarScope {
  readonly of: 'tenant' | 'region' | 'customer';
  readonly id: string;
}

/**
 * When an enterprise works: one version of a calendar. A version says the whole of it, past and future, so that what was counted
 * stays counted when a later version adds a period or an override. The calendar is open at an instant exactly when the zone's clocks show a time inside one
 * of its windows: a time that clocks jump over is worked by nobody, a time they show twice is worked twice.
 */
export interface Calendar {
  readonly code: string;
  /** 1, 2, 3 …; a version never changes. */
  readonly version: number;
  readonly name: DayName;
  readonly scope?: CalendarScope;
  /** IANA zone. */
  readonly zone: string;
  /** In the order of `validFrom`, the first with null. */
  readonly periods: readonly CalendarPeriod[];
  readonly overrides: readonly CalendarOverride[];
}

export type CalendarProblemCode =
  | 'calendar.version-invalid'
  | 'calendar.zone-unknown'
  | 'calendar.period-missing'
  | 'calendar.periods-disordered'
  | 'calendar.date-invalid'
  | 'calendar.weekday-invalid'
  | 'calendar.time-invalid'
  | 'calendar.window-empty'
  | 'calendar.windows-overlap'
  | 'calendar.override-twice'
  | 'calendar.workday-without-windows'
  | 'calendar.name-missing'
  | 'calendar.no-working-time';

/** What is wrong with a calendar: `path` leads to it (`periods.0.week.3.to`), `value` is what stands there. */
export interface CalendarProblem {
  readonly code: CalendarProblemCode;
  readonly path: string;
  readonly value: string;
  readonly message: string;
}
