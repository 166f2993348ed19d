import { describe, expect, it } from '@jest/globals';
import { chinaOffice, dutyHours, officeWeek } from '../../test/fixtures/china.calendar.js';
import { calendarFor, CalendarBook, checkCalendar } from './index.js';
import type { Calendar, CalendarOverride } from './index.js';

const name = { zh: '日', en: 'day' };
const withOverride = (override: CalendarOverride): Calendar => ({ ...chinaOffice, overrides: [override] });
const withWeek = (...week: Calendar['periods'][number]['week']): Calendar => ({ ...chinaOffice, periods: [{ validFrom: null, week }], overrides: [] });
const said = (calendar: Calendar): string[] => checkCalendar(calendar).map(({ code, path, value }) => `${code} ${path} ${value}`);

describe('checkCalendar', () => {
  it('[A1-7][C5] finds nothing in the office calendar of China with its make-up days, nor in duty hours of 08–22', () => {
    expect(checkCalendar(chinaOffice)).toEqual([]);
    expect(checkCalendar(dutyHours)).toEqual([]);
  });

  it('takes nights, whole days, days without work and a week that changes', () => {
    expect(said(withWeek({ day: 1, from: '22:00', to: '06:00' }, { day: 2, from: '06:00', to: '14:00' }))).toEqual([]);
    expect(said(withWeek(...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))))).toEqual([]);
    expect(said({ ...chinaOffice, periods: [...chinaOffice.periods, { validFrom: '2025-06-01', week: officeWeek.slice(0, 8) }] })).toEqual([]);
  });

  it.each<[string, Calendar]>([
    ['calendar.version-invalid version 0', { ...chinaOffice, version: 0 }],
    ['calendar.zone-unknown zone Asia/Beijing', { ...chinaOffice, zone: 'Asia/Beijing' }],
    ['calendar.period-missing periods []', { ...chinaOffice, periods: [] }],
    ['calendar.period-missing periods.0.validFrom 2024-01-01', { ...chinaOffice, periods: [{ validFrom: '2024-01-01', week: officeWeek }] }],
    ['calendar.date-invalid periods.1.validFrom 2025-02-30', { ...chinaOffice, periods: [...chinaOffice.periods, { validFrom: '2025-02-30', week: officeWeek }] }],
    ['calendar.weekday-invalid periods.0.week.0.day 8', withWeek({ day: 8, from: '09:00', to: '17:00' })],
    ['calendar.time-invalid periods.0.week.0 9:00–17:00', withWeek({ day: 1, from: '9:00', to: '17:00' })],
    ['calendar.window-empty periods.0.week.0 09:00–09:00', withWeek({ day: 1, from: '09:00', to: '09:00' })],
    ['calendar.windows-overlap periods.0.week weekday 1 11:00–13:00', withWeek({ day: 1, from: '09:00', to: '12:00' }, { day: 1, from: '11:00', to: '13:00' })],
    ['calendar.windows-overlap periods.0.week weekday 1 05:00–09:00', withWeek({ day: 7, from: '22:00', to: '06:00' }, { day: 1, from: '05:00', to: '09:00' })],
    ['calendar.no-working-time periods 2024', withWeek()],
    ['calendar.date-invalid overrides.0.date 2024-13-01', withOverride({ date: '2024-13-01', name, kind: 'closed' })],
    ['calendar.name-missing overrides.0.name ', withOverride({ date: '2024-12-01', name: { zh: '', en: 'x' }, kind: 'closed' })],
    ['calendar.time-invalid overrides.0.windows.0 09:00–25:00', withOverride({ date: '2024-12-02', name, kind: 'special', windows: [{ from: '09:00', to: '25:00' }] })],
    ['calendar.windows-overlap overrides.0 2024-12-02 11:00–13:00', withOverride({ date: '2024-12-02', name, kind: 'special', windows: [{ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }] })],
    ['calendar.windows-overlap overrides.0 2024-12-03 09:00–12:00', withOverride({ date: '2024-12-02', name, kind: 'special', windows: [{ from: '20:00', to: '10:00' }] })],
    ['calendar.workday-without-windows overrides.0 2024-12-07', withOverride({ date: '2024-12-07', name, kind: 'workday', like: 7 })],
    ['calendar.workday-without-windows overrides.0 2024-12-07', withOverride({ date: '2024-12-07', name, kind: 'special', windows: [] })],
    ['calendar.weekday-invalid overrides.0.like 0', withOverride({ date: '2024-12-07', name, kind: 'workday', like: 0 })],
  ])('refuses: %s', (expected, calendar) => {
    expect(said(calendar)).toContain(expected);
  });

  it('refuses two overrides of a date, periods out of order and a later year without work', () => {
    const closed = { date: '2024-12-02', name, kind: 'closed' } as const;
    expect(said({ ...chinaOffice, overrides: [closed, closed] })).toEqual(['calendar.override-twice overrides.1.date 2024-12-02']);
    const periods = [...chinaOffice.periods, { validFrom: '2026-01-01', week: officeWeek }, { validFrom: '2025-01-01', week: officeWeek }];
    expect(said({ ...chinaOffice, periods })).toEqual(['calendar.periods-disordered periods.2.validFrom 2025-01-01']);
    const ends = [...chinaOffice.periods, { validFrom: '2026-01-01', week: [] }];
    expect(said({ ...chinaOffice, periods: ends })).toEqual(['calendar.no-working-time periods 2026', 'calendar.no-working-time periods 2027']);
  });
});

describe('whose calendar counts', () => {
  it("is the customer's own, else the region's, else the tenant's", () => {
    const own: Calendar = { ...chinaOffice, code: 'own', scope: { of: 'customer', id: 'c1' } };
    const north: Calendar = { ...chinaOffice, code: 'north', scope: { of: 'region', id: 'north' } };
    const all = [chinaOffice, dutyHours, north, own];
    const codeFor = (customer: string, region: string): string | undefined => calendarFor(all, { tenant: 'huaxin', customer, region })?.code;
    expect([codeFor('c1', 'north'), codeFor('c2', 'north'), codeFor('c2', 'south')]).toEqual(['own', 'north', 'cn-office']);
    expect(calendarFor(all, { tenant: 'borealis' })).toBeUndefined();
  });

  it('a book keeps its calendars: a new version is a new book', () => {
    const book = new CalendarBook([chinaOffice]);
    const next = book.with([{ ...chinaOffice, version: 2 }, dutyHours]);
    expect([book.find('cn-office')?.version, next.find('cn-office')?.version, next.codes()]).toEqual([1, 2, ['cn-office', 'cn-duty']]);
    expect(book.find('cn-duty')).toBeUndefined();
  });
});
