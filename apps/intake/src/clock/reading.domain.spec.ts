import { describe, expect, it } from '@jest/globals';
import { clockSchema } from '@mendline/contracts/policy-pack';
import type { SlaTarget } from '@mendline/contracts/policy-pack';
import { CalendarBook } from '@mendline/sla';
import type { Calendar } from '@mendline/sla';
import { applyEvent, recompute } from './clock.domain.js';
import type { ClockEvent } from './clock.domain.js';
import type { AgreedAnchor, Circumstances, ClockRow } from './clock.types.js';
import { clockState, computed } from './reading.domain.js';
import { specOf } from './target.domain.js';

const sh = (text: string): Date => new Date(`2024-${text.replace(' ', 'T')}:00+08:00`);
const closed = (date: string): Calendar['overrides'][number] => ({ date, kind: 'closed', name: { zh: '劳动节', en: 'Labour Day' } });
const office = (version: number, ...dates: string[]): Calendar => ({
  code: 'office', version, name: { zh: '办公', en: 'office' }, scope: { of: 'tenant', id: 't' }, zone: 'Asia/Shanghai',
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }]) }],
  overrides: dates.map(closed),
});
const circumstances = (more: Partial<Circumstances> = {}): Circumstances => ({ pauses: [], anchors: [], calendars: new CalendarBook([office(1)]), policy: { pack: 'p', version: 7 }, ...more });

const target = (clock: object, more: Partial<SlaTarget> = {}): SlaTarget => ({
  code: 'plan', label: { zh: '方案', en: 'plan' }, kinds: ['repair'], start: 'assigned', stop: 'planned', clock: clockSchema.parse(clock), clockByPriority: {},
  pauseOn: ['parts'], source: 'A6-4', escalations: [{ level: 1, at: { percent: 100 }, to: ['owner'], actions: [] }], ...more,
});
const row = (of: SlaTarget, startedAt: Date, priority = 'normal'): ClockRow => ({
  tenantId: 't', ticketId: 'x', target: of.code, round: 0, lap: 0, startedAt, stoppedAt: null, result: null, dueAt: null, specs: [{ at: startedAt.toISOString(), spec: specOf(of, priority) }],
  raised: [], nextLevelAt: null, riskAt: null, pausedBy: [], calendars: {},
});
const due = (clock: object, startedAt: string, more: Partial<Circumstances> = {}): string | undefined => {
  const at = computed(row(target(clock), sh(startedAt)), target(clock), circumstances(more)).dueAt;
  return at === null ? undefined : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
};

// Friday 26 April 2024; Monday is the 29th.
describe('[C5] every unit of a pack is counted', () => {
  it.each([
    ['elapsed minutes [A6-1]', { type: 'elapsed', duration: 'PT15M' }, '04-26 17:50', '04-26 18:05'],
    ['working time over lunch', { type: 'business', duration: 'PT2H', calendar: 'office' }, '04-26 11:00', '04-26 14:00'],
    ['working time over the weekend', { type: 'business', duration: 'PT2H', calendar: 'office' }, '04-26 17:00', '04-29 10:00'],
    ['half a working day [A6-19]', { type: 'half-working-day', duration: 'PT4H', calendar: 'office' }, '04-26 16:00', '04-29 11:00'],
    ['working days to the closing [A6-17]', { type: 'working-days', days: 3, calendar: 'office' }, '04-26 10:00', '05-01 18:00'],
    ['working days with a cut-off', { type: 'working-days', days: 1, calendar: 'office', cutOff: '16:00' }, '04-26 16:30', '04-30 18:00'],
    ['a time of day [A6-20]', { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai' }, '04-26 17:30', '04-27 17:00'],
    ['a time of a working day', { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', calendar: 'office' }, '04-26 17:30', '04-29 17:00'],
    ['a day of the month, moved [A6-24]', { type: 'month-day', day: 4, at: '17:00', zone: 'Asia/Shanghai', move: 'previous-working-day', calendar: 'office' }, '04-26 10:00', '05-03 17:00'],
    ['the weekly plan [A3-8] [A6-9]', { type: 'weekly-plan', cutOff: { day: 5, at: '17:00' }, due: { day: 5, at: '17:00' }, zone: 'Asia/Shanghai' }, '04-26 10:00', '05-03 17:00'],
  ])('%s', (_, clock, from, to) => {
    expect(due(clock, from)).toBe(to);
  });

  it('[A6-28] years', () => {
    const clock = { type: 'years', years: 3, zone: 'Asia/Shanghai' };
    expect(computed(row(target(clock), sh('04-26 10:00')), target(clock), circumstances()).dueAt).toEqual(new Date('2027-04-26T10:00:00+08:00'));
  });

  it('[A6-10] [A6-21] [A6-22] an appointment, and an offset before it; none before it is agreed, none of a visit that is over', () => {
    const anchor = (until: Date | null): AgreedAnchor => ({ name: 'appointment', at: sh('04-27 10:00'), since: sh('04-26 12:00'), until });
    expect(due({ type: 'appointment', anchor: 'appointment' }, '04-26 10:00')).toBeUndefined();
    expect(due({ type: 'appointment', anchor: 'appointment' }, '04-26 10:00', { anchors: [anchor(null)] })).toBe('04-27 10:00');
    expect(due({ type: 'offset', anchor: 'appointment', offset: '-PT5M' }, '04-26 10:00', { anchors: [anchor(null)] })).toBe('04-27 09:55');
    expect(due({ type: 'appointment', anchor: 'appointment' }, '04-28 10:00', { anchors: [anchor(sh('04-27 12:00'))] })).toBeUndefined();
  });

  it('[A3-6] [A3-8] a priority may have another number, or another unit', () => {
    const scale = target({ type: 'elapsed', duration: 'PT72H', byPriority: { urgent: 'PT24H', high: 'PT48H' } }, { clockByPriority: { low: clockSchema.parse({ type: 'working-days', days: 5, calendar: 'office' }) } });
    const at = (priority: string): Date | null => computed(row(scale, sh('04-26 10:00'), priority), scale, circumstances()).dueAt;
    expect([at('urgent'), at('high'), at('normal'), at('low')]).toEqual([sh('04-27 10:00'), sh('04-28 10:00'), sh('04-29 10:00'), sh('05-03 18:00')]);
  });
});

describe('another version of a calendar', () => {
  const twoHours = target({ type: 'business', duration: 'PT2H', calendar: 'office' });
  const targets = new Map([['plan', twoHours]]);
  const later = circumstances({ calendars: new CalendarBook([office(2, '2024-04-29')]) });
  const running = { ...row(twoHours, sh('04-26 17:00')), ...computed(row(twoHours, sh('04-26 17:00')), twoHours, circumstances()) };

  it('moves a clock that runs, and is remembered with it', () => {
    expect(running).toMatchObject({ dueAt: sh('04-29 10:00'), calendars: { office: { of: 'tenant', id: 't', version: 1 } } });
    expect(recompute([running], targets, later)).toEqual([{ change: 'calendar', clock: expect.objectContaining({ dueAt: sh('04-30 10:00'), calendars: { office: { of: 'tenant', id: 't', version: 2 } } }) }]);
    expect(recompute([running], targets, circumstances())).toEqual([]);
  });

  it('leaves alone what has stopped, and what has fired', () => {
    const stopped: ClockRow = { ...running, stoppedAt: sh('04-29 11:00'), result: 'missed' };
    expect(recompute([stopped], targets, later)).toEqual([]);
    expect(clockState(stopped, twoHours, later, sh('05-01 10:00'))).toBe('breached-and-stopped');
    const [changed] = recompute([{ ...running, raised: [1] }], targets, later);
    expect(changed?.clock).toMatchObject({ raised: [1], nextLevelAt: null });
  });

  it('is no change of priority: what is read back from the row with its keys in another order is the same spec', () => {
    const stored = { ...running, specs: running.specs.map(({ at, spec }) => ({ spec: Object.fromEntries(Object.entries(spec).reverse()) as unknown as typeof spec, at })) };
    const event: ClockEvent = {
      tenantId: 't', ticketId: 'x', at: sh('04-26 17:30'), from: 'assigned', to: 'assigned', command: 'change-priority', route: ['registered', 'reviewed', 'assigned', 'planned', 'confirmed', 'archived'], round: 0,
      priority: 'urgent', queuedNow: [], retargeted: true, hold: null, holdReason: null, actorId: null,
    };
    expect(applyEvent([stored], targets, circumstances(), event)).toEqual([]);
  });
});
