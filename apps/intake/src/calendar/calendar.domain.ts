import { checkCalendar } from '@mendline/sla';
import type { Calendar, CalendarOverride, CalendarScope } from '@mendline/sla';

/** What names a version of a calendar within its tenant. */
export interface CalendarKey {
  readonly code: string;
  readonly of: CalendarScope['of'];
  readonly id: string;
  readonly version: number;
}

/** A calendar that says whose it is: as this service keeps them. */
export type OwnedCalendar = Calendar & { readonly scope: CalendarScope };

/** One thing wrong with a calendar: where, what is there, and what is allowed. */
export interface CalendarMistake {
  readonly path: string;
  readonly message: string;
}

const narrowestFirst: readonly CalendarScope['of'][] = ['customer', 'region', 'tenant'];

/** Whether what belongs to one goes before what belongs to the other. */
export const isNarrower = (one: CalendarScope['of'], other: CalendarScope['of']): boolean => narrowestFirst.indexOf(one) < narrowestFirst.indexOf(other);

/** Of calendars that may count for one subject those that do: of every code the customer's, else the region's, else the tenant's. */
export const narrowest = (keys: readonly CalendarKey[]): CalendarKey[] =>
  [...new Set(keys.map(({ code }) => code))].flatMap((code) => {
    const own = keys.filter((key) => key.code === code);
    return narrowestFirst.flatMap((of) => own.filter((key) => key.of === of)).slice(0, 1);
  });

/** Of the calendars of a tenant, regions and customers those that count for one subject. */
export const narrowestFor = (keys: readonly CalendarKey[], { region, customer }: { readonly region: string; readonly customer: string }): CalendarKey[] =>
  narrowest(keys.filter(({ of, id }) => of === 'tenant' || (of === 'region' && id === region) || (of === 'customer' && id === customer)));

const limits = { periods: 50, week: 70, overrides: 5_000, windows: 10 };

/** What is wrong with a calendar: its form, and whatever libs/sla could not count by. Empty when it is right. */
export const mistakesOf = (calendar: OwnedCalendar): readonly CalendarMistake[] => {
  const form = formMistakes(calendar);
  if (form.length > 0) return form;
  return checkCalendar(calendar).map(({ path, value, message }) => ({ path, message: `found ${JSON.stringify(value)}; allowed: ${message}` }));
};

const formMistakes = ({ code, name, scope, periods, overrides }: OwnedCalendar): CalendarMistake[] => [
  ...mistake(!/^[a-z][a-z0-9-]{0,39}$/.test(code), 'code', code, 'a-z, 0-9 and -, at most 40'),
  ...mistake(!isName(name), 'name', `${name.zh} / ${name.en}`, 'a name of 1 to 80 characters in zh and en'),
  ...mistake(scope.of === 'region' && !/^[A-Za-z0-9-]{1,12}$/.test(scope.id), 'scope.id', scope.id, 'a region'),
  ...mistake(periods.length > limits.periods, 'periods', `${periods.length} periods`, `at most ${limits.periods}`),
  ...mistake(overrides.length > limits.overrides, 'overrides', `${overrides.length} overrides`, `at most ${limits.overrides}`),
  ...periods.flatMap(({ week }, i) => mistake(week.length > limits.week, `periods.${i}.week`, `${week.length} windows`, `at most ${limits.week}`)),
  ...overrides.flatMap((override, i) => [
    ...mistake(!isName(override.name), `overrides.${i}.name`, `${override.name.zh} / ${override.name.en}`, 'a name of 1 to 80 characters in zh and en'),
    ...mistake('windows' in override && (override.windows?.length ?? 0) > limits.windows, `overrides.${i}.windows`, 'too many windows', `at most ${limits.windows}`),
  ]),
];

const isName = ({ zh, en }: Calendar['name']): boolean => [zh, en].every((text) => text.trim().length > 0 && text.length <= 80);

const mistake = (wrong: boolean, path: string, value: string, allowed: string): CalendarMistake[] =>
  wrong ? [{ path, message: `found ${JSON.stringify(value.slice(0, 80))}; allowed: ${allowed}` }] : [];

/** The years of which something is taken from a forecast: the notice that settles it is not out yet. */
export const provisionalYears = ({ overrides }: Pick<Calendar, 'overrides'>): number[] =>
  [...new Set(overrides.filter(({ provisional }) => provisional === true).map(yearOf))].sort((a, b) => a - b);

export const yearOf = ({ date }: Pick<CalendarOverride, 'date'>): number => Number(date.slice(0, 4));

/** The same calendar with other days in some years; its days of other years stay. */
const withYears = (calendar: OwnedCalendar, years: readonly number[], overrides: readonly CalendarOverride[]): OwnedCalendar => {
  const kept = calendar.overrides.filter((override) => !years.includes(yearOf(override)));
  return { ...calendar, overrides: [...kept, ...overrides].sort((a, b) => a.date.localeCompare(b.date)) };
};

/** The same calendar with the holidays of some years. A forecast takes no notice's place. */
export const withHolidays = (calendar: OwnedCalendar, holidays: readonly { readonly year: number; readonly days: readonly CalendarOverride[] }[]): OwnedCalendar => {
  const settled = new Set(calendar.overrides.filter(({ provisional }) => provisional !== true).map(yearOf));
  const taken = holidays.filter(({ year, days }) => !(settled.has(year) && days.some(({ provisional }) => provisional === true)));
  return withYears(calendar, taken.map(({ year }) => year), taken.flatMap(({ days }) => days));
};

/** The same calendar with what the notice of a year says; a day of another year stays where it is said, for the check to find. */
export const noticed = (calendar: OwnedCalendar, year: number, days: readonly CalendarOverride[]): OwnedCalendar =>
  withYears(calendar, [year], days.map(({ provisional: _settled, ...day }) => day));
