import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { CalendarBook } from '@mendline/sla';
import type { Calendar, Pause } from '@mendline/sla';
import { readPackSource } from '../policy-pack/pack.source.js';
import { clockView } from './clock.view.js';
import type { ClockRow } from './clock.types.js';
import { computed } from './reading.domain.js';
import { specOf, targetsOf } from './target.domain.js';

const sh = (text: string): Date => new Date(`2024-${text.replace(' ', 'T')}:00+08:00`);
const office: Calendar = {
  code: 'office', version: 4, name: { zh: '办公日历', en: 'office' }, scope: { of: 'tenant', id: 't' }, zone: 'Asia/Shanghai',
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }]) }],
  overrides: [{ date: '2024-10-12', kind: 'workday', like: 5, name: { zh: '国庆节调休上班', en: 'make-up workday for National Day' } }],
};
const book = new CalendarBook([office]);

const source = readFileSync(new URL('../../../../data/packs/demo.yaml', import.meta.url), 'utf8');
const working = source.replace('clock: { type: elapsed, duration: PT60S, byPriority: { urgent: PT30S } }', 'clock: { type: business, duration: PT8H, calendar: office, byPriority: { urgent: PT30M } }');
const pack = (await readPackSource(working)).pack as PolicyPack;

/** The plan of a repair, from Friday 11 October 2024, 16:00: due on the make-up Saturday at 16:00. */
const planClock = (pauses: readonly Pause[] = [], more: Partial<ClockRow> = {}): ClockRow => {
  const target = targetsOf(pack, 'repair').get('plan');
  if (!target) throw new Error('no target');
  const row: ClockRow = {
    tenantId: 't', ticketId: 'x', target: 'plan', round: 0, lap: 0, startedAt: sh('10-11 16:00'), stoppedAt: null, result: null, dueAt: null,
    specs: [{ at: sh('10-11 16:00').toISOString(), spec: specOf(target, 'normal'), source: { rule: 'A6-4 (S2), shortened', pack: 'demo', version: 2 } }],
    raised: [], nextLevelAt: null, riskAt: null, pausedBy: [], calendars: {}, ...more,
  };
  return { ...row, ...computed(row, target, { pauses, anchors: [], calendars: book, policy: { pack: 'demo', version: 2 } }) };
};
const view = (clock: ClockRow, now: string, pauses: readonly Pause[] = []) => clockView(clock, pack, book, { pauses, anchors: [] }, sh(now));

describe('a clock as people see it', () => {
  it('counts by its calendar: elapsed, left and share at one instant, the make-up Saturday included', () => {
    expect(view(planClock(), '10-12 11:00')).toMatchObject({
      id: 'x:plan:0', target: 'plan', stage: 'planned', titles: { zh: '维修方案', en: 'Solution plan' }, state: 'running', dueAt: sh('10-12 16:00'), elapsedMinutes: 240, remainingMinutes: 240, percent: 50,
      pausedBy: [], rule: { source: 'A6-4 (S2), shortened', pack: 'demo', version: 2 }, calendars: [{ code: 'office', version: 4, of: 'tenant', ofId: 't' }],
    });
  });

  it('is negative when late, and its share goes on', () => {
    expect(view(planClock(), '10-12 18:00')).toMatchObject({ state: 'breached', remainingMinutes: -120, percent: 125 });
  });

  it('stands still while it is held: what holds it and since when; a hold that its target does not list holds nothing', () => {
    const held: Pause[] = [{ reason: 'customer', from: sh('10-12 10:00'), to: null }, { reason: 'parts', from: sh('10-12 09:30'), to: null }];
    expect(view(planClock(held), '10-12 17:00', held)).toMatchObject({
      state: 'paused', dueAt: null, elapsedMinutes: 180, remainingMinutes: 300, percent: 37.5, pausedBy: [{ reason: 'customer', since: sh('10-12 10:00') }],
    });
    expect(planClock(held)).toMatchObject({ dueAt: null, riskAt: null, pausedBy: ['customer'] });
    const parts: Pause[] = [{ reason: 'parts', from: sh('10-12 09:30'), to: null }];
    expect(view(planClock(parts), '10-12 11:00', parts)).toMatchObject({ state: 'running', pausedBy: [] });
  });

  it('is at risk from three quarters of its counted time on, where the pack says nothing else', () => {
    expect(planClock().riskAt).toEqual(sh('10-12 14:00'));
  });

  it('is explained in two languages: windows, make-up day, pause, rule and version of the pack', () => {
    const held: Pause[] = [{ reason: 'customer', from: sh('10-12 10:00'), to: sh('10-12 11:00') }];
    const clock = view(planClock(held), '10-12 11:00', held);
    expect(clock.explain('zh')).toEqual([
      '环节「维修方案」：已分派 → 已提交方案，时间按 Asia/Shanghai',
      '规则：8小时工作时间，来源 A6-4 (S2), shortened, demo v2',
      '日历：办公日历（office，第4版）',
      '2024-10-11 周五 16:00 开始',
      '2024-10-11 周五 16:00 至 2024-10-11 周五 18:00 计时 2小时',
      '2024-10-11 周五 18:00 至 2024-10-12 周六 09:00 非工作时间，不计',
      '2024-10-12 周六 09:00 至 2024-10-12 周六 10:00 计时 1小时（国庆节调休上班）',
      '2024-10-12 周六 10:00 至 2024-10-12 周六 11:00 暂停（等待客户），不计 1小时',
      '2024-10-12 周六 11:00 至 2024-10-12 周六 12:00 计时 1小时（国庆节调休上班）',
      '2024-10-12 周六 12:00 至 2024-10-12 周六 13:00 非工作时间，不计',
      '2024-10-12 周六 13:00 至 2024-10-12 周六 17:00 计时 4小时（国庆节调休上班）',
      '2024-10-12 周六 17:00 到期，共计时 8小时',
    ]);
    expect(clock.explain('en')).toContain('2024-10-12 Sat 10:00 to 2024-10-12 Sat 11:00 not counted: paused for the customer, 1 h');
    expect(view(planClock(held), '10-20 11:00', held).explain('zh')).toEqual(clock.explain('zh'));
  });

  it('that has stopped is as it stopped: a hold that begins later moves nothing', () => {
    const stopped = { ...planClock(), stoppedAt: sh('10-12 11:00'), result: 'met' as const };
    const later: Pause[] = [{ reason: 'customer', from: sh('10-12 13:00'), to: null }];
    expect(view(stopped, '10-14 10:00', later)).toMatchObject({ state: 'met', dueAt: sh('10-12 16:00'), elapsedMinutes: 240, remainingMinutes: 240, pausedBy: [] });
  });

  it('of a target that the pack no longer has is dropped, and has no numbers', () => {
    expect(view({ ...planClock(), target: 'gone' }, '10-12 11:00')).toMatchObject({ state: 'dropped', stage: null, titles: { zh: 'gone', en: 'gone' }, elapsedMinutes: null, percent: null });
  });
});
