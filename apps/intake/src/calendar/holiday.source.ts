import { invalid } from '@mendline/contracts';
import type { CalendarOverride } from '@mendline/sla';
import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';

const dayMs = 86_400_000;
const names = {
  newYear: { zh: '元旦', en: "New Year's Day" },
  spring: { zh: '春节', en: 'Spring Festival' },
  tomb: { zh: '清明节', en: 'Qingming Festival' },
  labour: { zh: '劳动节', en: 'Labour Day' },
  dragon: { zh: '端午节', en: 'Dragon Boat Festival' },
  moon: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  national: { zh: '国庆节', en: 'National Day' },
};

/**
 * Holidays of a country in one year: China as its notices say, make-up workdays included, other countries by their laws. A Chinese year of which
 * no notice is known is a forecast, marked provisional: the statutory days, without make-up days. Throws DomainError `calendar.country-unknown`.
 */
export const holidaysOf = (country: string, state: string | null, year: number): readonly CalendarOverride[] => {
  if (country !== 'CN') return lawfulDays(country, state, year);
  const published = noticedDays(year);
  return published.length > 0 ? published : forecastDays(year);
};

const datesOf = (year: number): string[] => {
  const first = Date.UTC(year, 0, 1);
  return Array.from({ length: (Date.UTC(year + 1, 0, 1) - first) / dayMs }, (_, i) => dateText(first + i * dayMs));
};

const dateText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Days that a notice names have a name of three parts: in English, in Chinese, how many. */
const noticedDays = (year: number): CalendarOverride[] =>
  datesOf(year).flatMap((date): CalendarOverride[] => {
    const { work, name } = chineseDays.getDayDetail(date);
    const [en, zh] = name.split(',');
    if (en === undefined || zh === undefined) return [];
    return work ? [{ date, kind: 'workday', name: { zh: `${zh}调休上班`, en: `make-up workday for ${en}` } }] : [{ date, kind: 'closed', name: { zh, en } }];
  });

/**
 * Finds a day of the Chinese calendar in a year; a leap month counts as no month. Milliseconds. Only asked from day to lunar date: the
 * library reckons the other way, and the solar terms, in the zone of the process, and is a day wrong west of Greenwich.
 */
const lunarDays = (year: number): ((month: number, day: number) => number) => {
  const days = new Map(datesOf(year).flatMap((date): [string, number][] => {
    const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
    return isLeap ? [] : [[`${lunarMon}/${lunarDay}`, Date.parse(date)]];
  }));
  return (month, day) => {
    const found = days.get(`${month}/${day}`);
    if (found === undefined) throw new Error(`${year} has no day ${month}/${day} of the Chinese calendar`);
    return found;
  };
};

/** The day of the solar term 清明, by the rule of the 21st century: a day of each year, four years a leap day. Milliseconds. */
const qingming = (year: number): number => Date.UTC(year, 3, Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4));

/** The days of the regulation on national holidays as amended in November 2024. */
const forecastDays = (year: number): CalendarOverride[] => {
  const lunar = lunarDays(year);
  const spring = lunar(1, 1);
  const days: [number, CalendarOverride['name']][] = [
    [Date.UTC(year, 0, 1), names.newYear],
    ...[-1, 0, 1, 2].map((offset): [number, CalendarOverride['name']] => [spring + offset * dayMs, names.spring]),
    [qingming(year), names.tomb],
    ...[1, 2].map((day): [number, CalendarOverride['name']] => [Date.UTC(year, 4, day), names.labour]),
    [lunar(5, 5), names.dragon],
    [lunar(8, 15), names.moon],
    ...[1, 2, 3].map((day): [number, CalendarOverride['name']] => [Date.UTC(year, 9, day), names.national]),
  ];
  return distinct(days.map(([at, name]) => ({ date: dateText(at), kind: 'closed', name, provisional: true })));
};

/** Whole days on which the public rests. */
const lawfulDays = (country: string, state: string | null, year: number): CalendarOverride[] => {
  const known = new Holidays();
  if (!(country in known.getCountries())) throw invalid('calendar.country-unknown', { country: country.slice(0, 10) });
  const states = state === null ? undefined : known.getStates(country);
  if (state !== null && !(state in (states ?? {}))) throw invalid('calendar.country-unknown', { country: `${country}-${state}`.slice(0, 20) });
  const holidays = state === null ? new Holidays(country) : new Holidays(country, state);
  const inChinese = new Map(holidays.getHolidays(year, 'zh').map(({ date, name }) => [date, name]));
  const days = holidays.getHolidays(year, 'en').filter(({ type, date }) => type === 'public' && date.slice(11, 16) === '00:00');
  return distinct(
    days.flatMap(({ date, name, start, end }) => {
      const first = Date.parse(date.slice(0, 10));
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
      const called = { zh: (inChinese.get(date) ?? name).slice(0, 80), en: name.slice(0, 80) };
      return Array.from({ length }, (_, i): CalendarOverride => ({ date: dateText(first + i * dayMs), kind: 'closed', name: called }));
    }),
  ).filter(({ date }) => date.startsWith(String(year)));
};

/** One override a date: where two holidays meet, the first. */
const distinct = (days: readonly CalendarOverride[]): CalendarOverride[] =>
  [...new Map(days.toReversed().map((day) => [day.date, day])).values()].sort((a, b) => a.date.localeCompare(b.date));
