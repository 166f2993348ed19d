import { describe, expect, it } from '@jest/globals';
import type { SlaTarget } from '@mendline/contracts/policy-pack';
import { fullRoutes } from '@mendline/contracts/ticket';
import { CalendarBook } from '@mendline/sla';
import { adopt } from './adoption.domain.js';
import type { Standing } from './adoption.domain.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { clockState, dueLevels } from './reading.domain.js';

const at = (minute: number): Date => new Date(Date.UTC(2024, 4, 1, 1, minute));
/** Nothing escalates at the due instant itself. */
const justAfter = (minute: number): Date => new Date(at(minute).getTime() + 1);
const circumstances: Circumstances = { pauses: [], anchors: [], calendars: new CalendarBook([]), policy: { pack: 'own', version: 2 } };
const target = (code: string, start: string, stop: string, minutes: number): SlaTarget => ({
  code, label: { zh: code, en: code }, kinds: ['consultation'], start, stop, clock: { type: 'elapsed', duration: `PT${minutes}M`, byPriority: {} }, clockByPriority: {}, pauseOn: [], source: 'project',
  escalations: [{ level: 1, at: { percent: 100 }, to: ['role:supervisor'], actions: [] }],
} as SlaTarget);
const targets = (...all: SlaTarget[]) => new Map(all.map((one) => [one.code, one]));
const clock = (code: string, minutes: number, given: Partial<ClockRow> = {}): ClockRow => ({
  tenantId: 't', ticketId: 'x', target: code, round: 0, lap: 0, startedAt: at(0), stoppedAt: null, result: null, dueAt: at(minutes),
  specs: [{ at: at(0).toISOString(), spec: { type: 'elapsed', minutes } }], raised: [], nextLevelAt: justAfter(minutes), riskAt: new Date(at(0).getTime() + minutes * 45_000), pausedBy: [], calendars: {}, ...given,
});
const standing: Standing = { tenantId: 't', ticketId: 'x', status: 'assigned', route: fullRoutes.consultation, round: 0, priority: 'normal', reached: new Map([['registered', at(0)], ['reviewed', at(5)], ['assigned', at(10)]]), queues: [] };

describe('a ticket that follows another pack', () => {
  it('goes on by the new numbers from its own start, and says which pack set them', () => {
    const [change] = adopt([clock('contact', 30)], targets(target('contact', 'assigned', 'contacted', 60)), circumstances, standing, at(20));
    expect(change).toMatchObject({ change: 'policy', clock: { dueAt: at(60), specs: [{}, { cause: 'policy', source: { rule: 'project', pack: 'own', version: 2 } }] } });
  });

  it('is changed in nothing by the same numbers', () => {
    expect(adopt([clock('contact', 30)], targets(target('contact', 'assigned', 'contacted', 30)), circumstances, standing, at(20))).toEqual([]);
  });

  it('makes nobody late before now, neither by a shorter clock nor by one that should have begun long ago', () => {
    const both = targets(target('contact', 'assigned', 'contacted', 5), target('respond', 'registered', 'contacted', 10));
    const changes = adopt([clock('contact', 30)], both, circumstances, standing, at(20));
    expect(changes.map(({ change, clock: { dueAt, startedAt } }) => [change, dueAt, startedAt])).toEqual([['policy', at(20), at(0)], ['started', at(20), at(0)]]);
    const begun = changes[1]?.clock as ClockRow;
    const [rule] = [...both.values()].slice(1) as [SlaTarget];
    expect(clockState(begun, rule, circumstances, at(20))).toBe('running');
    expect(dueLevels(begun, rule, circumstances, at(20))).toEqual([]);
    expect(dueLevels(begun, rule, circumstances, justAfter(20))).toMatchObject([{ level: 1, firesAt: justAfter(20) }]);
  });

  it('begins what it should have had when that began, and only what is still ahead', () => {
    const all = targets(target('respond', 'registered', 'contacted', 120), target('review', 'registered', 'reviewed', 15), target('tell', 'answered', 'result-told', 15), target('assign', 'queued', 'assigned', 15));
    expect(adopt([], all, circumstances, standing, at(20))).toMatchObject([{ change: 'started', clock: { target: 'respond', startedAt: at(0), dueAt: at(120) } }]);
  });

  it('drops what no longer holds; what has stopped and what has fired stays', () => {
    const done = clock('review', 15, { stoppedAt: at(4), result: 'met' });
    const raised = clock('contact', 15, { raised: [1], nextLevelAt: null });
    const changes = adopt([done, raised, clock('extra', 30)], targets(target('review', 'registered', 'reviewed', 1), target('contact', 'assigned', 'contacted', 40)), circumstances, standing, at(20));
    expect(changes).toMatchObject([{ change: 'policy', clock: { target: 'contact', raised: [1], nextLevelAt: null, dueAt: at(40) } }, { change: 'stopped', clock: { target: 'extra', result: 'dropped', stoppedAt: at(20), nextLevelAt: null } }]);
    expect(changes).toHaveLength(2);
  });
});
