import { describe, expect, it } from '@jest/globals';
import { type Duty, dutyDays, isOnDuty, WallClock, without } from './duty.domain.js';
import { checkedAbsence, checkedDuty, checkedRules } from './roster.domain.js';
import { horizonOf, standardRules } from './rules.domain.js';

const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const china = standardRules.duty;

describe('duty', () => {
  it('[A1-7] is from 08:00 to 22:00 of the zone, every day, where nothing else is said', () => {
    expect(isOnDuty(china, [], span('2024-05-01T00:00:00Z', '2024-05-01T14:00:00Z'))).toBe(true);
    expect(isOnDuty(china, [], span('2024-04-30T23:59:00Z', '2024-05-01T01:00:00Z'))).toBe(false);
    expect(isOnDuty(china, [], span('2024-05-01T13:00:00Z', '2024-05-01T14:01:00Z'))).toBe(false);
    const days = dutyDays(china, span('2024-05-03T16:00:00Z', '2024-05-10T16:00:00Z'), new WallClock());
    expect(days.map(({ date }) => date)).toEqual(['2024-05-04', '2024-05-05', '2024-05-06', '2024-05-07', '2024-05-08', '2024-05-09', '2024-05-10']);
  });

  it('[A1-7] is of the days and hours of a person\'s own roster', () => {
    const mornings: Duty = { zone: 'Asia/Shanghai', hours: [{ weekday: 3, from: '08:00', to: '12:00' }, { weekday: 3, from: '13:00', to: '17:00' }] };
    expect(isOnDuty(mornings, [], span('2024-05-01T00:00:00Z', '2024-05-01T04:00:00Z'))).toBe(true);
    expect(isOnDuty(mornings, [], span('2024-05-01T03:00:00Z', '2024-05-01T06:00:00Z'))).toBe(false);
    expect(isOnDuty(mornings, [], span('2024-05-02T00:00:00Z', '2024-05-02T04:00:00Z'))).toBe(false);
  });

  it('may go over midnight, and around the clock', () => {
    const nights: Duty = { zone: 'Asia/Shanghai', hours: [{ weekday: 3, from: '22:00', to: '06:00' }] };
    expect(isOnDuty(nights, [], span('2024-05-01T15:00:00Z', '2024-05-01T22:00:00Z'))).toBe(true);
    expect(isOnDuty(nights, [], span('2024-04-30T15:00:00Z', '2024-04-30T16:00:00Z'))).toBe(false);
    const always: Duty = { zone: 'Europe/Oslo', hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })) };
    expect(isOnDuty(always, [], span('2024-03-30T12:00:00Z', '2024-04-01T12:00:00Z'))).toBe(true);
  });

  it('follows the clocks of its zone', () => {
    const oslo: Duty = { zone: 'Europe/Oslo', hours: [{ weekday: 7, from: '08:00', to: '22:00' }] };
    const [summer] = dutyDays(oslo, span('2024-03-31T00:00:00Z', '2024-04-01T00:00:00Z'), new WallClock());
    expect(summer).toEqual({ date: '2024-03-31', ...span('2024-03-31T06:00:00Z', '2024-03-31T20:00:00Z') });
    const [winter] = dutyDays(oslo, span('2024-10-27T00:00:00Z', '2024-10-28T00:00:00Z'), new WallClock());
    expect(winter).toEqual({ date: '2024-10-27', ...span('2024-10-27T07:00:00Z', '2024-10-27T21:00:00Z') });
  });

  it('[A7-12] ends where an absence begins', () => {
    const away = [span('2024-05-01T04:00:00Z', '2024-05-01T06:00:00Z')];
    expect(isOnDuty(china, away, span('2024-05-01T02:00:00Z', '2024-05-01T04:00:00Z'))).toBe(true);
    expect(isOnDuty(china, away, span('2024-05-01T03:00:00Z', '2024-05-01T05:00:00Z'))).toBe(false);
    expect(without(span('2024-05-01T02:00:00Z', '2024-05-01T08:00:00Z'), away)).toEqual([
      span('2024-05-01T02:00:00Z', '2024-05-01T04:00:00Z'), span('2024-05-01T06:00:00Z', '2024-05-01T08:00:00Z'),
    ]);
  });
});

describe('what people say of duty', () => {
  const hours = (from: string, to: string, weekday = 1): Duty => ({ zone: 'Europe/Oslo', hours: [{ weekday, from, to }] });

  it.each([
    [{ ...hours('08:00', '22:00'), zone: 'Moon/Crater' }, 'roster.zone-invalid'],
    [hours('8:00', '22:00'), 'roster.hours-invalid'],
    [hours('08:00', '25:00'), 'roster.hours-invalid'],
    [hours('08:00', '08:00'), 'roster.hours-invalid'],
    [hours('08:00', '22:00', 8), 'roster.hours-invalid'],
  ])('is refused as %j', (duty, code) => {
    expect(() => checkedDuty(duty)).toThrow(code);
  });

  it('is refused for impossible absences and rules', () => {
    const absence = { personId: 'p1', from: new Date(2_000), to: new Date(1_000), reasonCode: 'leave' };
    expect(() => checkedAbsence(absence)).toThrow('absence.span-invalid');
    expect(() => checkedAbsence({ ...absence, to: new Date(3_000), reasonCode: 'Went home' })).toThrow('absence.reason-invalid');
    expect(() => checkedRules({ ...standardRules, horizonHours: [24] })).toThrow('rules.horizon-invalid');
    expect(() => checkedRules({ ...standardRules, furthestHops: 6 })).toThrow('rules.hops-invalid');
    expect(() => checkedRules({ ...standardRules, certifiedSkills: ['No Code'] })).toThrow('profile.skill-invalid');
    expect(checkedRules(standardRules)).toEqual(standardRules);
  });
});

it('[A3-6] the more urgent a ticket, the sooner somebody must have time', () => {
  const at = new Date('2024-05-01T00:00:00Z');
  expect([0, 1, 2, 3, 4, 9].map((severity) => (horizonOf(standardRules, severity, at).to - at.getTime()) / 3_600_000)).toEqual([24, 24, 48, 72, 120, 120]);
});
