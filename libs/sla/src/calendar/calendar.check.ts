import { DAY_MS, dateText, parseDate, weekdayOf, type LocalDay } from '../zone/local.date.js';
import { findZone } from '../zone/zone.table.js';
import { DayPlanner, shiftOf, type Shift } from './calendar.day.js';
import type { Calendar, CalendarOverride, CalendarPeriod, CalendarProblem, CalendarProblemCode, DayWindow } from './calendar.types.js';

/**
 * What is wrong with a calendar; empty when every clock can count by it. Times must be readable, windows of a day and of its
 * neighbours must not overlap, and in every year from now on, as in every period, there must be working time.
 */
export function checkCalendar(calendar: Calendar): readonly CalendarProblem[] {
  const form = [
    ...problem(!(Number.isInteger(calendar.version) && calendar.version > 0), 'calendar.version-invalid', 'version', String(calendar.version), 'a whole number from 1'),
    ...problem(findZone(calendar.zone) === undefined, 'calendar.zone-unknown', 'zone', calendar.zone, 'an IANA zone such as Asia/Shanghai'),
    ...periodProblems(calendar.periods),
    ...calendar.overrides.flatMap((override, index) => overrideProblems(calendar, override, index)),
  ];
  // Whether windows overlap can be said only of windows that can be read.
  return form.length > 0 ? form : [...overlapProblems(calendar), ...emptyYears(calendar)];
}

function periodProblems(periods: readonly CalendarPeriod[]): readonly CalendarProblem[] {
  const first = periods[0];
  if (first === undefined) return problem(true, 'calendar.period-missing', 'periods', '[]', 'at least one period');
  return [
    ...problem(first.validFrom !== null, 'calendar.period-missing', 'periods.0.validFrom', first.validFrom ?? '', 'null: the first period holds since ever'),
    ...periods.flatMap((period, index) => [
      ...(index === 0 ? [] : beginProblems(periods, period, index)),
      ...period.week.flatMap((window, at) => [
        ...problem(!isWeekday(window.day), 'calendar.weekday-invalid', `periods.${index}.week.${at}.day`, String(window.day), '1 (Monday) to 7 (Sunday)'),
        ...windowProblems(window, `periods.${index}.week.${at}`),
      ]),
    ]),
  ];
}

function beginProblems(periods: readonly CalendarPeriod[], { validFrom }: CalendarPeriod, index: number): readonly CalendarProblem[] {
  const path = `periods.${index}.validFrom`;
  const day = validFrom === null ? undefined : parseDate(validFrom);
  if (day === undefined) return problem(true, 'calendar.date-invalid', path, validFrom ?? 'null', 'a date YYYY-MM-DD');
  const before = parseDate(periods[index - 1]?.validFrom ?? '');
  return problem(before !== undefined && before >= day, 'calendar.periods-disordered', path, validFrom ?? '', 'a date after that of the period before');
}

function overrideProblems(calendar: Calendar, override: CalendarOverride, index: number): readonly CalendarProblem[] {
  const path = `overrides.${index}`;
  const twice = calendar.overrides.findIndex(({ date }) => date === override.date) < index;
  return [
    ...problem(parseDate(override.date) === undefined, 'calendar.date-invalid', `${path}.date`, override.date, 'a date YYYY-MM-DD'),
    ...problem(twice, 'calendar.override-twice', `${path}.date`, override.date, 'one override a date'),
    ...problem(override.name.zh === '' || override.name.en === '', 'calendar.name-missing', `${path}.name`, '', 'a name in zh and en'),
    ...windowsOf(override).flatMap((window, at) => windowProblems(window, `${path}.windows.${at}`)),
    ...workdayProblems(calendar, override, path),
  ];
}

function workdayProblems(calendar: Calendar, override: CalendarOverride, path: string): readonly CalendarProblem[] {
  if (override.kind === 'closed') return [];
  const like = override.kind === 'workday' ? override.like : undefined;
  if (like !== undefined && !isWeekday(like)) return problem(true, 'calendar.weekday-invalid', `${path}.like`, String(like), '1 (Monday) to 7 (Sunday)');
  const day = parseDate(override.date);
  const open = day === undefined || new DayPlanner({ ...calendar, overrides: [override] }).planOf(day).shifts.length > 0;
  return problem(!open, 'calendar.workday-without-windows', path, override.date, 'windows of its own, or the weekday like which it is worked; a day without work is closed');
}

function windowProblems(window: DayWindow, path: string): readonly CalendarProblem[] {
  const shift = shiftOf(window);
  const message = 'HH:MM, 00:00 to 23:59, as an end also 24:00';
  const shown = `${window.from}–${window.to}`;
  if (shift === undefined) return problem(true, 'calendar.time-invalid', path, shown, message);
  return problem(shift.from === shift.to, 'calendar.window-empty', path, shown, 'an end that is not the start; a whole day is 00:00–24:00');
}

/** A week of every period, and the days around every override: whatever day touches a neighbour of another kind. */
function overlapProblems(calendar: Calendar): readonly CalendarProblem[] {
  const planner = new DayPlanner(calendar);
  const weeks = calendar.periods.flatMap(({ week }, index) => {
    const plain = new DayPlanner({ ...calendar, periods: [{ validFrom: null, week }], overrides: [] });
    // 1 January 2024 was a Monday; the second Monday closes the circle.
    const monday = Date.UTC(2024, 0, 1);
    return overlapsIn(plain, monday, monday + 7 * DAY_MS, `periods.${index}.week`, (day) => `weekday ${weekdayOf(day)}`);
  });
  const around = calendar.overrides.flatMap(({ date }, index) => {
    const day = parseDate(date) ?? 0;
    return overlapsIn(planner, day - DAY_MS, day + DAY_MS, `overrides.${index}`, dateText).slice(0, 1);
  });
  const changes = calendar.periods.flatMap(({ validFrom }, index) => {
    const day = validFrom === null ? undefined : parseDate(validFrom);
    return day === undefined ? [] : overlapsIn(planner, day - DAY_MS, day, `periods.${index}.validFrom`, dateText).slice(0, 1);
  });
  return weeks.length > 0 ? weeks : [...changes, ...around];
}

function overlapsIn(planner: DayPlanner, first: LocalDay, last: LocalDay, path: string, say: (day: LocalDay) => string): readonly CalendarProblem[] {
  const found: CalendarProblem[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let day = first; day <= last; day += DAY_MS) {
    for (const shift of planner.planOf(day).shifts) {
      const clash = day + shift.from < end;
      found.push(...problem(clash, 'calendar.windows-overlap', path, `${say(day)} ${shown(shift)}`, 'windows that do not overlap, those over midnight included'));
      end = Math.max(end, day + shift.to);
    }
  }
  return found;
}

/** Years from the first change to the last, and one more: beyond, nothing changes any more. */
function emptyYears(calendar: Calendar): readonly CalendarProblem[] {
  const planner = new DayPlanner(calendar);
  const changes = [...calendar.periods.flatMap(({ validFrom }) => validFrom ?? []), ...calendar.overrides.map(({ date }) => date)];
  const years = changes.map((date) => Number(date.slice(0, 4)));
  const [first, last] = years.length === 0 ? [2024, 2024] : [Math.min(...years) - 1, Math.max(...years) + 1];
  const found: CalendarProblem[] = [];
  for (let year = first; year <= last; year += 1) {
    const day = Date.UTC(year, 0, 1);
    found.push(...problem(!worksIn(planner, day, Date.UTC(year + 1, 0, 1)), 'calendar.no-working-time', 'periods', String(year), 'at least one window in every year'));
  }
  return found;
}

function worksIn(planner: DayPlanner, first: LocalDay, end: LocalDay): boolean {
  for (let day = first; day < end; day += DAY_MS) if (planner.planOf(day).shifts.length > 0) return true;
  return false;
}

function windowsOf(override: CalendarOverride): readonly DayWindow[] {
  return override.kind === 'closed' ? [] : (override.windows ?? []);
}

function isWeekday(day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= 7;
}

function shown({ from, to }: Shift): string {
  const text = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
  return `${text(from)}–${text(to)}`;
}

function problem(is: boolean, code: CalendarProblemCode, path: string, value: string, message: string): readonly CalendarProblem[] {
  return is ? [{ code, path, value, message }] : [];
}
