import { describe, expect, it } from '@jest/globals';
import { chinaOffice } from '../../test/fixtures/china.calendar.js';
import { CalendarBook, explain, explainTicket, explanationText } from '../index.js';
import type { ClockFacts, ClockSpec, Explanation, Target } from '../index.js';

const book = new CalendarBook([chinaOffice]);
const sh = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`);
const target = (clock: ClockSpec): Target => ({ code: 'plan', stage: 'plan', startEvent: 'assigned', stopEvent: 'planned', clock, pauseOn: ['parts', 'customer'], levels: [] });
const facts = (started: string, more: Partial<ClockFacts> = {}): ClockFacts => ({ startedAt: sh(started), stoppedAt: null, pauses: [], retargets: [], calendars: book, ...more });
const work = (minutes: number): ClockSpec => ({ type: 'business', minutes, calendar: 'cn-office' });
const told = (clock: ClockSpec, of: ClockFacts): Explanation => explain(target(clock), of, { zone: 'Asia/Shanghai' });
const kinds = ({ spans }: Explanation): string[] => spans.map((span) => `${span.kind}${'day' in span ? ` ${span.day?.zh ?? ''}` : ''} ${(span.ms ?? 0) / 60_000}`);

describe('explain', () => {
  it('lists every counted and skipped window over 国庆 with its make-up days and a pause', () => {
    const pauses = [{ reason: 'parts', from: sh('2024-10-08 09:00'), to: sh('2024-10-08 14:00') }];
    const explanation = told(work(900), facts('2024-09-28 15:00', { pauses, source: { rule: 'A6-4', pack: 'handbook', version: 3 } }));
    expect(kinds(explanation)).toEqual([
      'closed 1080', 'counted 国庆节调休上班 180', 'closed 60', 'counted 国庆节调休上班 300', 'closed 900', 'counted 180', 'closed 60', 'counted 240',
    ]);
    expect(explanation).toMatchObject({ dueAt: sh('2024-09-30 17:00').toISOString(), countedMs: 900 * 60_000, calendar: { code: 'cn-office', version: 1 } });
    const longer = told(work(1_200), facts('2024-09-30 17:00', { pauses }));
    expect(kinds(longer).slice(0, 6)).toEqual(['counted 60', 'closed 360', 'holiday 国庆节 10080', 'closed 540', 'paused 180', 'closed 60']);
    expect(longer.spans[4]).toMatchObject({ kind: 'paused', reasons: ['parts'], from: sh('2024-10-08 09:00').toISOString() });
  });

  it('never leaves a gap, and what is counted adds up to the target', () => {
    for (const minutes of [1, 60, 479, 480, 481, 5_000]) {
      const { spans, countedMs, startedAt, dueAt } = told(work(minutes), facts('2024-01-19 16:20', { pauses: [{ reason: 'parts', from: sh('2024-01-22 10:00'), to: sh('2024-01-25 03:00') }] }));
      expect([countedMs, spans[0]?.from, spans.at(-1)?.to]).toEqual([minutes * 60_000, startedAt, dueAt]);
      expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
    }
  });

  it('shows a pause that lasts, all its reasons, and no due time', () => {
    const pauses = [{ reason: 'parts', from: sh('2024-09-23 10:00'), to: null }, { reason: 'customer', from: sh('2024-09-23 09:50'), to: null }, { reason: 'other', from: sh('2024-09-23 09:00'), to: null }];
    const held = told(work(120), facts('2024-09-23 09:30', { pauses }));
    expect(held).toMatchObject({ dueAt: null, countedMs: 20 * 60_000 });
    expect(held.spans.at(-1)).toEqual({ from: sh('2024-09-23 09:50').toISOString(), to: null, ms: null, kind: 'paused', reasons: ['customer'] });
  });

  it('names the rules that set the target, and the time that a change put off', () => {
    const retargets = [{ at: sh('2024-09-23 15:00'), spec: work(60), cause: 'priority', source: { rule: 'A6-5', pack: 'handbook', version: 3 } } as const];
    const raised = told(work(600), facts('2024-09-23 09:30', { retargets }));
    expect(raised.rules.map(({ cause, source }) => [cause, source?.rule])).toEqual([[null, undefined], ['priority', 'A6-5']]);
    expect(raised.spans.at(-1)).toMatchObject({ kind: 'not-before-change', from: sh('2024-09-23 10:30').toISOString(), to: sh('2024-09-23 15:00').toISOString() });
  });

  it('names the days that moved a deadline, and the pause that did', () => {
    const archive = told({ type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', calendar: 'cn-office' }, facts('2024-09-30 18:00'));
    expect(archive.moves).toMatchObject([{ because: 'days-off', to: sh('2024-10-08 17:00').toISOString() }]);
    expect(archive.moves[0]).toHaveProperty('days.length', 7);
    const visit = told({ type: 'appointment', anchor: 'visit' }, facts('2024-09-23 09:00', {
      anchors: [{ name: 'visit', at: sh('2024-09-24 10:00'), since: sh('2024-09-23 09:00') }],
      pauses: [{ reason: 'customer', from: sh('2024-09-24 09:00'), to: sh('2024-09-24 12:00') }],
    }));
    expect(visit).toMatchObject({ dueAt: sh('2024-09-24 12:00').toISOString(), moves: [{ because: 'paused', reasons: ['customer'] }] });
  });

  it('is the same whenever it is asked for, and in whatever order facts were recorded', () => {
    const pauses = [{ reason: 'parts', from: sh('2024-10-08 09:00'), to: sh('2024-10-08 14:00') }, { reason: 'customer', from: sh('2024-10-08 10:00'), to: sh('2024-10-08 16:00') }];
    const one = told(work(1_200), facts('2024-09-30 17:00', { pauses }));
    const other = explain(target(work(1_200)), facts('2024-09-30 17:00', { pauses: pauses.toReversed(), calendars: new CalendarBook([structuredClone(chinaOffice)]) }), { zone: 'UTC' });
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
    expect(explanationText(other, 'zh')).toEqual(explanationText(one, 'zh'));
  });

  it('marks what is provisional', () => {
    const calendar = { ...chinaOffice, overrides: [{ date: '2027-10-01', kind: 'closed' as const, name: { zh: '国庆节', en: 'National Day' }, provisional: true }] };
    const text = explanationText(told(work(600), facts('2027-09-30 17:00', { calendars: new CalendarBook([calendar]) })), 'en').join('\n');
    expect(text).toContain('2027-10-01 Fri 00:00 to 2027-10-02 Sat 00:00 not counted: National Day (provisional)');
  });

  it('speaks zh and en', () => {
    const of = told(work(120), facts('2024-09-30 17:00', { source: { rule: 'A6-4', pack: 'handbook', version: 3 } }));
    const labels = { plan: { zh: '方案', en: 'solution plan' }, assigned: { zh: '已派发', en: 'assigned' } };
    expect(explanationText(of, 'en', labels)).toEqual([
      'Stage "solution plan": assigned → planned, times in Asia/Shanghai',
      'Rule: 2 h of working time, from A6-4, handbook v3',
      'Calendar: office calendar of China (cn-office, version 1)',
      '2024-09-30 Mon 17:00 started',
      '2024-09-30 Mon 17:00 to 2024-09-30 Mon 18:00 counted 1 h',
      '2024-09-30 Mon 18:00 to 2024-10-01 Tue 00:00 not counted: outside working hours',
      '2024-10-01 Tue 00:00 to 2024-10-08 Tue 00:00 not counted: National Day',
      '2024-10-08 Tue 00:00 to 2024-10-08 Tue 09:00 not counted: outside working hours',
      '2024-10-08 Tue 09:00 to 2024-10-08 Tue 10:00 counted 1 h',
      '2024-10-08 Tue 10:00 due, 2 h counted',
    ]);
    expect(explanationText(of, 'zh', labels).slice(5, 8)).toEqual(['2024-09-30 周一 18:00 至 2024-10-01 周二 00:00 非工作时间，不计', '2024-10-01 周二 00:00 至 2024-10-08 周二 00:00 国庆节，不计', '2024-10-08 周二 00:00 至 2024-10-08 周二 09:00 非工作时间，不计']);
  });

  it.each<ClockSpec>([
    { type: 'elapsed', minutes: 90 },
    { type: 'half-working-day', calendar: 'cn-office', minutes: 240 },
    { type: 'working-days', days: 2, calendar: 'cn-office', cutOff: '16:00' },
    { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai', days: 2 },
    { type: 'month-day', day: 5, at: '18:00', zone: 'Asia/Shanghai', months: 1, calendar: 'cn-office', move: 'next-working-day' },
    { type: 'appointment', anchor: 'visit' },
    { type: 'offset', anchor: 'visit', minutes: -5 },
    { type: 'weekly-plan', zone: 'Asia/Shanghai', cutOff: { day: 5, at: '12:00' }, due: { day: 5, at: '18:00' } },
    { type: 'years', years: 3, zone: 'Asia/Shanghai' },
  ])('[C5] has words for $type in both languages', (spec) => {
    const of = told(spec, facts('2024-09-30 17:00'));
    for (const language of ['zh', 'en'] as const) expect(explanationText(of, language).join('\n')).not.toMatch(/undefined|\{|NaN/);
  });

  it('explains the clock of a stage of a ticket', () => {
    const rule = { ...target(work(120)), source: 'A6-4' };
    const ticket = {
      ticketId: 't1', events: [{ event: 'assigned', at: sh('2024-09-23 09:30') }], holds: [], anchors: [],
      changes: [{ at: sh('2024-09-23 09:00'), priority: 'normal', kind: 'repair', policy: { pack: 'handbook', version: 3, targets: [rule], roundEvents: [] } }],
    };
    expect(explainTicket(ticket, 'plan', book, { zone: 'UTC' })).toMatchObject({ stage: 'plan', dueAt: sh('2024-09-23 11:30').toISOString(), rules: [{ source: { rule: 'A6-4', pack: 'handbook', version: 3 } }] });
    expect(explainTicket(ticket, 'review', book, { zone: 'UTC' })).toBeUndefined();
  });
});
