import { MINUTE_MS } from '../instant.js';
import { DAY_MS, parseDate, parseTime, weekdayOf, type LocalDay } from '../zone/local.date.js';
import type { Calendar, CalendarOverride, CalendarPeriod, DayWindow } from './calendar.types.js';

/** A window in milliseconds after the midnight of its day; the end may lie beyond that day. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

/** What a calendar says of one date. */
export interface DayPlan {
  readonly shifts: readonly Shift[];
  readonly override: CalendarOverride | null;
}

/** A window as a shift; undefined for one that cannot be read. */
export function shiftOf({ from, to }: DayWindow): Shift | undefined {
  const begin = parseTime(from);
  const end = to === '24:00' ? 24 * 60 : parseTime(to);
  if (begin === undefined || end === undefined) return undefined;
  return { from: begin * MINUTE_MS, to: end * MINUTE_MS + (end < begin ? DAY_MS : 0) };
}

/** Looks dates up in a calendar: its overrides first, then the week of the period in force. */
export class DayPlanner {
  private readonly overrides: ReadonlyMap<LocalDay, DayPlan>;
  private readonly periods: readonly { readonly from: number; readonly week: readonly DayPlan[] }[];

  constructor(calendar: Calendar) {
    this.periods = calendar.periods.map((period) => ({ from: beginOf(period), week: weekOf(period) }));
    this.overrides = new Map(calendar.overrides.map((override) => [parseDate(override.date) ?? Number.NaN, this.overridden(override)]));
  }

  planOf(day: LocalDay): DayPlan {
    return this.overrides.get(day) ?? this.weekdayPlan(day, weekdayOf(day));
  }

  private weekdayPlan(day: LocalDay, weekday: number): DayPlan {
    return this.periods.findLast(({ from }) => from <= day)?.week[weekday - 1] ?? CLOSED;
  }

  private overridden(override: CalendarOverride): DayPlan {
    switch (override.kind) {
      case 'closed':
        return { shifts: [], override };
      case 'special':
        return { shifts: shiftsOf(override.windows), override };
      case 'workday': {
        const like = this.weekdayPlan(parseDate(override.date) ?? Number.NaN, override.like ?? 1);
        return { shifts: override.windows === undefined ? like.shifts : shiftsOf(override.windows), override };
      }
    }
  }
}

const CLOSED: DayPlan = { shifts: [], override: null };

function beginOf({ validFrom }: CalendarPeriod): number {
  return validFrom === null ? Number.NEGATIVE_INFINITY : (parseDate(validFrom) ?? Number.NaN);
}

function weekOf({ week }: CalendarPeriod): readonly DayPlan[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ shifts: shiftsOf(week.filter(({ day }) => day === weekday)), override: null }));
}

function shiftsOf(windows: readonly DayWindow[]): readonly Shift[] {
  return windows.flatMap((window) => shiftOf(window) ?? []).sort((a, b) => a.from - b.from);
}
