import { describe, expect, it } from '@jest/globals';
import { clockSchema } from '@mendline/contracts/policy-pack';
import { CalendarBook, dueAt } from '@mendline/sla';
import type { Anchor, Calendar } from '@mendline/sla';
import { specOf } from './target.domain.js';

const zone = 'Asia/Shanghai';
const office: Calendar = {
  code: 'office', version: 1, zone, name: { zh: '办公', en: 'office' },
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }]) }],
  overrides: [{ date: '2024-04-04', kind: 'closed', name: { zh: '清明', en: 'Qingming' } }, { date: '2024-04-05', kind: 'closed', name: { zh: '清明', en: 'Qingming' } }, { date: '2024-04-07', kind: 'workday', name: { zh: '调休', en: 'make-up' } }],
};
const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`);

/** When a clock, as a pack writes it, is due. */
const due = (clock: object, start: string, anchors: readonly Anchor[] = []): string => {
  const spec = specOf({ clock: clockSchema.parse(clock), clockByPriority: {} } as never, 'normal');
  const at = dueAt({ startedAt: shanghai(start), stoppedAt: null, pauses: [], retargets: [], anchors: [...anchors], calendars: new CalendarBook([office]) }, spec);
  return at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ') : 'never';
};

describe('limits of kinds that are not built yet, as a pack would write them', () => {
  it('[A6-12] a parcel leaves 1 working day after it came, 3 with an outside factory, over 清明 and its make-up Sunday', () => {
    expect(due({ type: 'working-days', days: 1, calendar: 'office' }, '2024-04-03 10:00')).toBe('2024-04-07 18:00');
    expect(due({ type: 'working-days', days: 3, calendar: 'office' }, '2024-04-03 10:00')).toBe('2024-04-09 18:00');
  });

  it('[A6-23] paperwork on the same day', () => {
    expect(due({ type: 'working-days', days: 0, calendar: 'office' }, '2024-04-03 10:00')).toBe('2024-04-03 18:00');
  });

  it('[A6-24] [A6-25] [A6-26] [A6-27] monthly data by the 4th, reports by the 5th of the next month, the week\'s on its last working day', () => {
    expect(due({ type: 'month-day', day: 4, at: '17:00', zone, move: 'previous-working-day', calendar: 'office' }, '2024-03-31 18:00')).toBe('2024-04-03 17:00');
    expect(due({ type: 'month-day', day: 5, at: '17:00', months: 1, zone, move: 'next-working-day', calendar: 'office' }, '2024-03-31 18:00')).toBe('2024-04-07 17:00');
    expect(due({ type: 'weekly-plan', cutOff: { day: 5, at: '17:00' }, due: { day: 5, at: '17:00' }, zone }, '2024-04-08 09:00')).toBe('2024-04-19 17:00');
    expect(due({ type: 'month-day', day: 31, at: '17:00', zone }, '2024-04-08 09:00')).toBe('2024-04-30 17:00');
  });

  it('[A6-28] records are kept three years, from a leap day to the last of February', () => {
    expect(due({ type: 'years', years: 3, zone }, '2024-02-29 09:30')).toBe('2027-02-28 09:30');
  });

  it('[A6-29] installation by the date of the contract', () => {
    expect(due({ type: 'appointment', anchor: 'appointment-end' }, '2024-04-08 09:00', [{ name: 'appointment-end', at: shanghai('2024-06-30 18:00'), since: shanghai('2024-04-08 09:00') }])).toBe('2024-06-30 18:00');
  });
});
