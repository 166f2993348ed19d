import { describe, expect, it } from '@jest/globals';
import { chinaOffice, dutyHours } from '../../test/fixtures/china.calendar.js';
import { CalendarBook, checkSpec, ClockError, dueAt, elapsedMs, levelDueAt, remainingMs, state } from '../index.js';
import type { Anchor, ClockFacts, ClockSpec, Pause, WorkingDaysSpec } from '../index.js';

const book = new CalendarBook([chinaOffice, dutyHours]);
/** A local time in Shanghai: `2024-09-30 17:00`. */
const sh = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`);
const shown = (date: Date | null): string | null => (date === null ? null : new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '));
const facts = (started: string, more: Partial<ClockFacts> = {}): ClockFacts => ({ startedAt: sh(started), stoppedAt: null, pauses: [], retargets: [], calendars: book, ...more });
const hold = (from: string, to: string | null): Pause => ({ reason: 'waiting-for-parts', from: sh(from), to: to === null ? null : sh(to) });
const due = (started: string, spec: ClockSpec, more: Partial<ClockFacts> = {}): string | null => shown(dueAt(facts(started, more), spec));
const days = (count: number, more: Partial<WorkingDaysSpec> = {}): WorkingDaysSpec => ({ type: 'working-days', days: count, calendar: 'cn-office', ...more });
const work = (minutes: number, calendar = 'cn-office'): ClockSpec => ({ type: 'business', minutes, calendar });
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ClockError ? error.code : String(error);
  }
  return 'no error';
};

describe('working time', () => {
  it('[C5] skips lunch, night and weekend', () => {
    expect(due('2024-09-23 11:30', work(60))).toBe('2024-09-23 13:30');
    expect(due('2024-09-20 17:30', work(60))).toBe('2024-09-23 09:30');
    expect(due('2024-09-21 10:00', work(60))).toBe('2024-09-23 10:00');
  });

  it('[C5] is due at the closing when it is used up there, not at the next opening', () => {
    expect(due('2024-09-23 17:00', work(60))).toBe('2024-09-23 18:00');
  });

  it('[C5] skips 国庆 and counts the make-up Sunday before it and Saturday after it [调休]', () => {
    expect(due('2024-09-28 10:00', work(60))).toBe('2024-09-29 10:00');
    expect(due('2024-09-30 17:00', work(120))).toBe('2024-10-08 10:00');
    expect(due('2024-10-11 17:00', work(120))).toBe('2024-10-12 10:00');
  });

  it('[A1-7] runs from 08 to 22 on every day in duty hours', () => {
    expect(due('2024-10-01 21:50', work(30, 'cn-duty'))).toBe('2024-10-02 08:20');
  });

  it('[A6-19] half a working day is the configured working time', () => {
    expect(due('2024-09-23 15:00', { type: 'half-working-day', calendar: 'cn-office', minutes: 240 })).toBe('2024-09-24 10:00');
    expect(due('2024-09-23 15:00', { type: 'half-working-day', calendar: 'cn-office', minutes: 240, halves: 3 })).toBe('2024-09-25 10:00');
  });

  it('a pause counts only where the calendar is open', () => {
    const over = { pauses: [hold('2024-09-20 17:00', '2024-09-23 10:00')] };
    expect(due('2024-09-20 16:00', work(120), over)).toBe('2024-09-23 11:00');
    expect(shown(new Date(sh('2024-09-23 12:00')))).toBe('2024-09-23 12:00');
    expect(elapsedMs(facts('2024-09-20 16:00', over), work(120), sh('2024-09-23 10:30'))).toBe(90 * 60_000);
    expect(remainingMs(facts('2024-09-20 16:00', over), work(120), sh('2024-09-23 12:00'))).toBe(-60 * 60_000);
  });

  it('levels are counted as the target counts', () => {
    const at = (level: Parameters<typeof levelDueAt>[2]): string | null => shown(levelDueAt(facts('2024-09-20 17:00'), work(120), level));
    expect([at({ level: 1, percent: 50 }), at({ level: 2, percent: 75 }), at({ level: 3, percent: 100 }), at({ level: 4, percent: 150 })])
      .toEqual(['2024-09-20 18:00', '2024-09-23 09:30', '2024-09-23 10:00', '2024-09-23 11:00']);
    expect([at({ level: 5, offsetMinutes: 180 }), at({ level: 6, offsetMinutes: -90 })]).toEqual(['2024-09-23 14:00', '2024-09-20 17:30']);
  });
});

describe('working days', () => {
  it.each([
    ['2024-09-23 10:00', 1, '2024-09-24 18:00'],
    ['2024-09-20 10:00', 1, '2024-09-23 18:00'],
    ['2024-09-21 10:00', 1, '2024-09-24 18:00'],
    ['2024-09-30 10:00', 1, '2024-10-08 18:00'],
    ['2024-09-28 10:00', 1, '2024-09-30 18:00'],
    ['2024-10-11 10:00', 1, '2024-10-12 18:00'],
    ['2024-09-27 18:00', 5, '2024-10-10 18:00'],
  ])('[A6-8][A6-11][A6-12][A6-15][A6-16][A6-17][A6-18] from %s, %i of them end %s', (started, count, expected) => {
    expect(due(started, days(count))).toBe(expected);
  });

  it('[C5] a start after the cut-off counts for the next working day', () => {
    const cut = days(1, { cutOff: '16:00' });
    expect([due('2024-09-23 16:00', cut), due('2024-09-23 16:01', cut), due('2024-09-20 16:01', cut)]).toEqual(['2024-09-24 18:00', '2024-09-25 18:00', '2024-09-24 18:00']);
    expect(due('2024-09-23 18:01', days(1))).toBe('2024-09-25 18:00');
  });

  it('[A6-11] may end at the time of the start, within opening hours', () => {
    const same = days(1, { dueBy: 'same-time' });
    expect([due('2024-09-23 10:20', same), due('2024-09-23 07:00', same), due('2024-09-21 23:00', same)]).toEqual(['2024-09-24 10:20', '2024-09-24 09:00', '2024-09-24 09:00']);
  });

  it('[A6-23] the same day ends at its closing', () => {
    expect([due('2024-09-23 10:20', days(0)), due('2024-09-23 18:00', days(0)), due('2024-10-01 10:00', days(0))]).toEqual(['2024-09-23 18:00', '2024-09-24 18:00', '2024-10-08 18:00']);
  });

  it('a pause moves the deadline by the working time it took', () => {
    expect(due('2024-09-20 10:00', days(1), { pauses: [hold('2024-09-21 00:00', '2024-09-22 20:00')] })).toBe('2024-09-23 18:00');
    expect(due('2024-09-20 10:00', days(1), { pauses: [hold('2024-09-23 10:00', '2024-09-23 11:00')] })).toBe('2024-09-24 10:00');
    expect(due('2024-09-20 10:00', days(1), { pauses: [hold('2024-09-23 10:00', null)] })).toBeNull();
  });
});

describe('points in time', () => {
  it('[A6-20][A11-2][C18] 17:00 of every working day, make-up days among them', () => {
    const archive: ClockSpec = { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', calendar: 'cn-office' };
    expect([due('2024-09-28 10:00', archive), due('2024-09-30 17:01', archive), due('2024-10-11 18:00', archive)]).toEqual(['2024-09-29 17:00', '2024-10-08 17:00', '2024-10-12 17:00']);
    expect(due('2024-09-30 10:00', { ...archive, days: 2 })).toBe('2024-10-09 17:00');
  });

  it('[A6-24][A6-25][C15] a day of the month, moved by the named rule', () => {
    const fifth = { type: 'month-day', day: 5, at: '18:00', zone: 'Asia/Shanghai', calendar: 'cn-office' } as const;
    expect(due('2024-09-20 10:00', { ...fifth, months: 1 })).toBe('2024-10-05 18:00');
    expect(due('2024-09-20 10:00', { ...fifth, months: 1, move: 'previous-working-day' })).toBe('2024-09-30 18:00');
    expect(due('2024-09-20 10:00', { ...fifth, months: 1, move: 'next-working-day' })).toBe('2024-10-08 18:00');
    expect(due('2024-11-04 18:00', { ...fifth, day: 4 })).toBe('2024-11-04 18:00');
    expect(due('2024-11-04 18:01', { ...fifth, day: 4 })).toBe('2024-12-04 18:00');
    expect(due('2024-10-02 10:00', { ...fifth, move: 'previous-working-day' })).toBe('2024-10-08 18:00');
    expect(due('2025-01-31 10:00', { ...fifth, day: 31, months: 1 })).toBe('2025-02-28 18:00');
  });

  it('[A3-8][A6-9][A15-4] the bucket of the weekly plan', () => {
    const plan: ClockSpec = { type: 'weekly-plan', zone: 'Asia/Shanghai', cutOff: { day: 5, at: '12:00' }, due: { day: 5, at: '18:00' }, calendar: 'cn-office', move: 'previous-working-day' };
    expect([due('2024-09-20 12:00', plan), due('2024-09-20 12:01', plan)]).toEqual(['2024-09-27 18:00', '2024-09-30 18:00']);
    expect(due('2024-09-20 12:00', { ...plan, weeks: 3 })).toBe('2024-10-11 18:00');
  });

  it('[A6-10][A6-22] an appointment, which may be moved', () => {
    const visit: ClockSpec = { type: 'appointment', anchor: 'visit' };
    const agreed = (at: string, since: string): Anchor => ({ name: 'visit', at: sh(at), since: sh(since) });
    expect(due('2024-09-23 09:00', visit)).toBeNull();
    expect(state(facts('2024-09-23 09:00'), visit, sh('2025-09-23 09:00'))).toBe('running');
    expect(remainingMs(facts('2024-09-23 09:00'), visit, sh('2024-09-23 09:10'))).toBe(Number.POSITIVE_INFINITY);
    const first = agreed('2024-09-24 10:00', '2024-09-23 09:30');
    expect(due('2024-09-23 09:00', visit, { anchors: [first] })).toBe('2024-09-24 10:00');
    expect(due('2024-09-23 09:00', visit, { anchors: [first, agreed('2024-09-25 14:00', '2024-09-24 08:00')] })).toBe('2024-09-25 14:00');
  });

  it('an appointment moved to an instant that is over makes nobody late before it was moved', () => {
    const anchors = [
      { name: 'visit', at: sh('2024-09-24 10:00'), since: sh('2024-09-23 09:30') },
      { name: 'visit', at: sh('2024-09-23 12:00'), since: sh('2024-09-23 15:00') },
    ];
    expect(due('2024-09-23 09:00', { type: 'appointment', anchor: 'visit' }, { anchors })).toBe('2024-09-23 15:00');
  });

  it('[A6-21][C20] five minutes before arrival: met when the call is logged before it', () => {
    const call: ClockSpec = { type: 'offset', anchor: 'arrived', minutes: -5 };
    const arrived = [{ name: 'arrived', at: sh('2024-09-24 10:00'), since: sh('2024-09-24 10:00') }];
    expect(state(facts('2024-09-24 09:00', { anchors: arrived, stoppedAt: sh('2024-09-24 09:57') }), call, sh('2024-09-24 11:00'))).toBe('met');
    expect(state(facts('2024-09-24 09:00', { anchors: arrived }), call, sh('2024-09-24 10:01'))).toBe('breached');
  });

  it('[C20] an offset of working time before and after an appointment', () => {
    const anchors = [{ name: 'visit', at: sh('2024-10-08 10:00'), since: sh('2024-09-23 09:00') }];
    expect(due('2024-09-23 09:00', { type: 'offset', anchor: 'visit', minutes: -120, calendar: 'cn-office' }, { anchors })).toBe('2024-09-30 17:00');
    expect(due('2024-09-23 09:00', { type: 'offset', anchor: 'visit', minutes: 180, calendar: 'cn-office' }, { anchors })).toBe('2024-10-08 14:00');
    expect(due('2024-09-23 09:00', { type: 'offset', anchor: 'visit', minutes: 0, calendar: 'cn-office' }, { anchors })).toBe('2024-10-08 10:00');
  });

  it('[A6-28] years later the same date and time, 28 February where there is no 29th', () => {
    const keep: ClockSpec = { type: 'years', years: 3, zone: 'Asia/Shanghai' };
    expect([due('2024-05-01 09:30', keep), due('2024-02-29 09:30', keep)]).toEqual(['2027-05-01 09:30', '2027-02-28 09:30']);
  });

  it('[A6-29] the time that a contract says is an appointment: its last instant', () => {
    const anchors = [{ name: 'contract', at: sh('2024-12-31 18:00'), since: sh('2024-05-01 09:00') }];
    expect(due('2024-05-01 09:00', { type: 'appointment', anchor: 'contract' }, { anchors })).toBe('2024-12-31 18:00');
  });
});

describe('specs that make no sense', () => {
  it.each<[string, ClockSpec]>([
    ['clock.duration-not-positive', work(0)],
    ['clock.calendar-missing', work(10, '')],
    ['clock.duration-not-positive', { type: 'half-working-day', calendar: 'x', minutes: 240, halves: 0 }],
    ['clock.duration-not-positive', days(-1)],
    ['clock.duration-not-positive', days(0, { dueBy: 'same-time' })],
    ['clock.beyond-horizon', days(40_000)],
    ['clock.wall-time-invalid', days(1, { cutOff: '24:00' })],
    ['clock.day-invalid', { type: 'month-day', day: 32, at: '18:00', zone: 'Asia/Shanghai' }],
    ['clock.calendar-missing', { type: 'month-day', day: 3, at: '18:00', zone: 'Asia/Shanghai', move: 'next-working-day' }],
    ['clock.beyond-horizon', { type: 'month-day', day: 3, at: '18:00', zone: 'Asia/Shanghai', months: 1_300 }],
    ['clock.anchor-invalid', { type: 'appointment', anchor: '' }],
    ['clock.offset-invalid', { type: 'offset', anchor: 'visit', minutes: Number.NaN }],
    ['clock.day-invalid', { type: 'weekly-plan', zone: 'Asia/Shanghai', cutOff: { day: 0, at: '12:00' }, due: { day: 5, at: '12:00' } }],
    ['clock.zone-unknown', { type: 'years', years: 3, zone: 'Asia/Beijing' }],
    ['clock.beyond-horizon', { type: 'years', years: 101, zone: 'Asia/Shanghai' }],
  ])('refuses %s: %o', (code, spec) => {
    expect(codeOf(() => { checkSpec(spec); })).toBe(code);
  });

  it('a calendar that the facts do not carry, and one that never opens, are coded errors and no hang', () => {
    expect(codeOf(() => due('2024-09-23 09:00', work(60, 'none')))).toBe('clock.calendar-unknown');
    const closed = new CalendarBook([{ ...chinaOffice, periods: [{ validFrom: null, week: [] }], overrides: [] }]);
    for (const spec of [work(60), days(1), { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', calendar: 'cn-office' } as const]) {
      expect(codeOf(() => due('2024-09-23 09:00', spec, { calendars: closed }))).toBe('clock.beyond-horizon');
    }
    const rare = new CalendarBook([{ ...chinaOffice, periods: [{ validFrom: null, week: [{ day: 1, from: '09:00', to: '09:01' }] }], overrides: [] }]);
    expect(codeOf(() => due('2024-09-23 09:00', work(60 * 24 * 7), { calendars: rare }))).toBe('clock.beyond-horizon');
  });
});
