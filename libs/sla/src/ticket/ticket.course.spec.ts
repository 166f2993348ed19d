import { describe, expect, it } from '@jest/globals';
import { chinaOffice } from '../../test/fixtures/china.calendar.js';
import { CalendarBook, clocksOf, dueAt, state } from '../index.js';
import type { ClockInstance, PolicyVersion, TargetRule, TicketChange, TicketFacts } from '../index.js';

const book = new CalendarBook([chinaOffice]);
const sh = (time: string, day = '2024-09-23'): Date => new Date(`${day}T${time}+08:00`);
const rule = (code: string, minutes: number, more: Partial<TargetRule> = {}): TargetRule => ({
  code, stage: code, startEvent: 'assigned', stopEvent: 'planned', clock: { type: 'business', minutes, calendar: 'cn-office' }, pauseOn: ['parts'], levels: [], source: 'A6-4', ...more,
});
const policy = (version: number, ...targets: TargetRule[]): PolicyVersion => ({ pack: 'handbook', version, targets, roundEvents: ['reopened'] });
const urgent = { urgent: { type: 'business', minutes: 60, calendar: 'cn-office' } } as const;
const usual = policy(1, rule('plan', 120, { clockByPriority: urgent }));
const begin: TicketChange = { at: sh('09:00'), priority: 'normal', kind: 'repair', policy: usual };
const ticket = (more: Partial<TicketFacts> = {}): TicketFacts => ({ ticketId: 't1', events: [{ event: 'assigned', at: sh('09:30') }], holds: [], changes: [begin], anchors: [], ...more });
const only = (facts: TicketFacts): ClockInstance => {
  const [clock, ...others] = clocksOf(facts, book);
  if (clock === undefined || others.length > 0) throw new Error(`${others.length} others`);
  return clock;
};
const due = ({ facts, spec }: ClockInstance): Date | null => dueAt(facts, spec);

describe('the clocks of a ticket, from its facts', () => {
  it('[A6-4][C3] start and stop with events, and know rule, pack and version', () => {
    const clock = only(ticket({ events: [{ event: 'planned', at: sh('11:30') }, { event: 'assigned', at: sh('09:30') }] }));
    expect([due(clock), clock.facts.stoppedAt, clock.facts.source]).toEqual([sh('11:30'), sh('11:30'), { rule: 'A6-4', pack: 'handbook', version: 1 }]);
    expect(state(clock.facts, clock.spec, sh('18:00'))).toBe('met');
  });

  it('[A6-4] take the priority into account: a change retargets and keeps start and pauses', () => {
    const holds = [{ reason: 'parts', from: sh('09:40'), to: sh('10:10') }, { reason: 'other', from: sh('10:20'), to: sh('17:00') }];
    expect(due(only(ticket({ holds })))).toEqual(sh('12:00'));
    const raised = only(ticket({ holds, changes: [begin, { at: sh('10:15'), priority: 'urgent' }] }));
    expect([due(raised), raised.facts.startedAt, raised.facts.retargets[0]?.cause]).toEqual([sh('11:00'), sh('09:30'), 'priority']);
  });

  it('come out the same in whatever order the facts were recorded', () => {
    const facts = ticket({
      events: ['assigned', 'planned', 'reopened', 'assigned'].map((event, i) => ({ event, at: sh(`1${i}:00`) })),
      holds: [{ reason: 'parts', from: sh('10:20'), to: sh('10:40') }, { reason: 'parts', from: sh('13:10'), to: null }],
      changes: [begin, { at: sh('10:30'), priority: 'urgent' }, { at: sh('12:30'), priority: 'normal' }],
    });
    const reversed = { ...facts, events: facts.events.toReversed(), holds: facts.holds.toReversed(), changes: facts.changes.toReversed() };
    const read = (of: TicketFacts): unknown => clocksOf(of, book).map((clock) => [clock.round, due(clock), clock.facts.stoppedAt, clock.facts.retargets]);
    expect(read(reversed)).toEqual(read(facts));
    expect(read(facts)).toHaveLength(2);
  });

  it('a visit recorded late counts from when it was', () => {
    const late = ticket({ events: [{ event: 'assigned', at: sh('09:30') }, { event: 'planned', at: sh('10:00') }] });
    expect([state(only(late).facts, usual.targets[0]?.clock ?? { type: 'elapsed', minutes: 1 }, sh('17:00')), only(late).facts.stoppedAt]).toEqual(['met', sh('10:00')]);
  });

  it('[A10-5] a reopening drops what is open and begins a new instance with the full time', () => {
    const clocks = clocksOf(ticket({ events: [{ event: 'assigned', at: sh('09:30') }, { event: 'reopened', at: sh('10:00') }, { event: 'assigned', at: sh('14:00') }] }), book);
    expect(clocks.map((clock) => [clock.round, clock.dropped, due(clock)])).toEqual([[1, true, sh('11:30')], [2, false, sh('16:00')]]);
  });

  it('a target that no longer holds is dropped and runs no further', () => {
    const without = only(ticket({ changes: [begin, { at: sh('10:00'), policy: policy(2) }] }));
    expect([without.dropped, without.facts.stoppedAt]).toEqual([true, sh('10:00')]);
  });

  it('a target laid on later counts from the event that starts it, but nobody is late before it was laid on', () => {
    const strict = policy(2, rule('plan', 120), rule('contact', 30, { stopEvent: 'contacted' }));
    const [, contact] = clocksOf(ticket({ changes: [begin, { at: sh('11:00'), policy: strict }] }), book);
    expect([contact?.target.code, contact && due(contact)]).toEqual(['contact', sh('11:00')]);
    const done = clocksOf(ticket({ events: [...ticket().events, { event: 'contacted', at: sh('09:50') }], changes: [begin, { at: sh('11:00'), policy: strict }] }), book);
    expect(done.map(({ target }) => target.code)).toEqual(['plan']);
  });

  it('a kind takes the targets of its own, and the same numbers of a new version change nothing', () => {
    const pack = policy(1, rule('plan', 120, { kinds: ['repair'] }), rule('opinion', 24 * 60, { kinds: ['complaint'], stopEvent: 'opinion' }));
    const turned = clocksOf(ticket({ changes: [{ ...begin, policy: pack }, { at: sh('10:00'), kind: 'complaint' }] }), book);
    expect(turned.map(({ target, dropped }) => [target.code, dropped])).toEqual([['plan', true], ['opinion', false]]);
    expect(only(ticket({ changes: [begin, { at: sh('10:00'), policy: { ...usual, version: 2 } }] })).facts.retargets).toEqual([]);
  });
});
