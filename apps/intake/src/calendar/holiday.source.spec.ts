import { describe, expect, it } from '@jest/globals';
import { noticed, provisionalYears, withHolidays } from './calendar.domain.js';
import type { OwnedCalendar } from './calendar.domain.js';
import { holidaysOf } from './holiday.source.js';

const plain: OwnedCalendar = {
  code: 'office', version: 1, name: { zh: '办公', en: 'office' }, scope: { of: 'tenant', id: 't' }, zone: 'Asia/Shanghai', overrides: [],
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })) }],
};
const datesOf = (kind: string, year: number): string[] => holidaysOf('CN', null, year).filter((day) => day.kind === kind).map(({ date }) => date.slice(5));

describe('holidays of China', () => {
  it('[C5] of 2024 are those of the notice, make-up workdays [调休] included', () => {
    expect(datesOf('workday', 2024)).toEqual(['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12']);
    expect(datesOf('closed', 2024).filter((date) => date.startsWith('10'))).toEqual(['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07']);
    expect(holidaysOf('CN', null, 2024).find(({ date }) => date === '2024-09-29')?.name).toEqual({ zh: '国庆节调休上班', en: 'make-up workday for National Day' });
    expect(provisionalYears({ overrides: holidaysOf('CN', null, 2024) })).toEqual([]);
  });

  it('beyond the last notice are a forecast: the statutory days, marked provisional', () => {
    const year = 2035;
    const days = holidaysOf('CN', null, year);
    expect(provisionalYears({ overrides: days })).toEqual([year]);
    expect(days.every(({ provisional, kind }) => provisional === true && kind === 'closed')).toBe(true);
    // 8 February 2035 is the first day of the lunar year.
    expect(days.filter(({ name }) => name.en === 'Spring Festival').map(({ date }) => date)).toEqual(['2035-02-07', '2035-02-08', '2035-02-09', '2035-02-10']);
    expect(days.length).toBeGreaterThanOrEqual(12);
  });
});

describe('holidays of other countries', () => {
  it('are those of their laws, whole days only', () => {
    const days = holidaysOf('NO', null, 2026);
    expect(days.map(({ date }) => date.slice(5))).toEqual(['01-01', '04-02', '04-03', '04-05', '04-06', '05-01', '05-14', '05-17', '05-24', '05-25', '12-25', '12-26']);
    expect(days.find(({ date }) => date === '2026-05-17')).toMatchObject({ kind: 'closed', name: { en: 'Constitution Day' } });
  });

  it('may differ by state; of places that are none there are no holidays', () => {
    expect(holidaysOf('DE', 'BY', 2026).length).toBeGreaterThan(holidaysOf('DE', null, 2026).length);
    for (const [country, state] of [['XX', null], ['DE', 'XX']] as const) expect(() => holidaysOf(country, state, 2026)).toThrow(expect.objectContaining({ code: 'calendar.country-unknown' }));
  });
});

describe('a calendar with the holidays of some years', () => {
  const closed = (date: string, provisional = false) => ({ date, kind: 'closed' as const, name: { zh: '日', en: 'day' }, ...(provisional && { provisional }) });

  it('keeps its other years, and has each of these once', () => {
    const twice = withHolidays(withHolidays({ ...plain, overrides: [closed('2023-01-01')] }, [{ year: 2024, days: [closed('2024-01-01')] }]), [{ year: 2024, days: [closed('2024-01-02')] }]);
    expect(twice.overrides.map(({ date }) => date)).toEqual(['2023-01-01', '2024-01-02']);
  });

  it('lets a notice take a forecast\'s place, and no forecast a notice\'s', () => {
    const forecast = withHolidays(plain, [{ year: 2035, days: [closed('2035-02-07', true)] }]);
    const settled = noticed(forecast, 2035, [closed('2035-02-08', true)]);
    expect([provisionalYears(forecast), provisionalYears(settled)]).toEqual([[2035], []]);
    expect(withHolidays(settled, [{ year: 2035, days: [closed('2035-02-07', true)] }]).overrides.map(({ date }) => date)).toEqual(['2035-02-08']);
  });
});
