import { describe, expect, it } from '@jest/globals';
import { checkTarget, ClockError, levelDueAt, levelInstants, nextLevelAt, readClock } from './index.js';
import type { ClockFacts, Target } from './index.js';

const at = (time: string): Date => new Date(`2024-05-01T${time}+08:00`);
const started: ClockFacts = { startedAt: at('10:00'), stoppedAt: null, pauses: [], retargets: [] };
const contact: Target = {
  code: 'contact',
  stage: 'contact',
  startEvent: 'ticket.assigned',
  stopEvent: 'ticket.contacted',
  clock: { type: 'elapsed', minutes: 30 },
  pauseOn: ['waiting-for-customer'],
  levels: [
    { level: 1, percent: 80 },
    { level: 2, percent: 100 },
    { level: 3, offsetMinutes: 30 },
  ],
};

describe('escalation levels', () => {
  it('[A6-3] lie at 80 % of 30 minutes, at due and half an hour after, and fire one millisecond later', () => {
    const instants = levelInstants(started, contact.clock, contact.levels);
    expect(instants.map(({ dueAt }) => dueAt)).toEqual([at('10:24'), at('10:30'), at('11:00')]);
    expect(instants.map(({ firesAt }) => firesAt)).toEqual([at('10:24:00.001'), at('10:30:00.001'), at('11:00:00.001')]);
  });

  it('never fire at the due instant, and not after a stop at it', () => {
    expect(readClock(contact, started, new Set([1]), at('10:30')).toRaise).toEqual([]);
    const stopped = { ...started, stoppedAt: at('10:30') };
    expect(levelInstants(stopped, contact.clock, contact.levels).map(({ level }) => level)).toEqual([1]);
    expect(readClock(contact, stopped, new Set([1]), at('12:00'))).toMatchObject({ state: 'met', toRaise: [], wakeAt: null });
  });

  it('come after the whole minute when the start was given to the minute', () => {
    const next = nextLevelAt({ ...started, startPrecision: 'minute' }, contact.clock, contact.levels, new Set([1]));
    expect(next?.firesAt).toEqual(at('10:31'));
  });

  it('still name what a late worker has missed, in order', () => {
    const reading = readClock(contact, started, new Set(), at('10:45'));
    expect(reading.toRaise.map(({ level }) => level)).toEqual([1, 2]);
    expect(reading.wakeAt).toEqual(at('11:00:00.001'));
  });

  it('a level before the start is due at the start', () => {
    expect(levelDueAt(started, contact.clock, { level: 1, offsetMinutes: -45 })).toEqual(at('10:00'));
  });

  it('wait while the clock is held, after due too', () => {
    const held = { ...started, pauses: [{ reason: 'waiting-for-customer', from: at('10:40'), to: null }] };
    expect(readClock(contact, held, new Set([1, 2]), at('15:00'))).toMatchObject({ state: 'breached', toRaise: [], wakeAt: null });
    const resumed = { ...held, pauses: [{ reason: 'waiting-for-customer', from: at('10:40'), to: at('15:00') }] };
    expect(readClock(contact, resumed, new Set([1, 2]), at('15:00')).wakeAt).toEqual(at('15:20:00.001'));
  });

  it('[A6-20] of a wall-time target divide the time from start to due and stay out of holds', () => {
    const archive = { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai' } as const;
    expect(levelDueAt(started, archive, { level: 1, percent: 50 })).toEqual(at('13:30'));
    const held = { ...started, pauses: [{ reason: 'x', from: at('13:00'), to: at('14:00') }] };
    expect(levelDueAt(held, archive, { level: 1, percent: 50 })).toEqual(at('14:00'));
    expect(levelDueAt(held, archive, { level: 2, offsetMinutes: -30 })).toEqual(at('16:30'));
  });
});

describe('a target', () => {
  it('[C3] is paused by the reasons it lists and by no other', () => {
    const pauses = [{ reason: 'waiting-for-parts', from: at('10:10'), to: null }];
    expect(readClock(contact, { ...started, pauses }, new Set(), at('10:20'))).toMatchObject({ state: 'running', dueAt: at('10:30') });
    const listed = [{ reason: 'waiting-for-customer', from: at('10:10'), to: null }];
    expect(readClock(contact, { ...started, pauses: listed }, new Set(), at('10:20'))).toMatchObject({ state: 'paused', dueAt: null });
  });

  it('[C3] runs beside others of the same ticket, each with its own start, clock and state', () => {
    const review: Target = { ...contact, code: 'review', stage: 'review', clock: { type: 'elapsed', minutes: 15 } };
    const plan: Target = { ...contact, code: 'plan', stage: 'plan', clock: { type: 'elapsed', minutes: 120 } };
    const states = [review, contact, plan].map((target) => readClock(target, started, new Set(), at('10:20')).state);
    expect(states).toEqual(['breached', 'running', 'running']);
  });

  it('is refused when it can never be computed', () => {
    expect(() => checkTarget(contact)).not.toThrow();
    expect(() => checkTarget({ ...contact, levels: [{ level: 1, percent: 0 }] })).toThrow(ClockError);
    expect(() => checkTarget({ ...contact, levels: [{ level: 1, percent: 50 }, { level: 1, percent: 80 }] })).toThrow(ClockError);
    expect(() => checkTarget({ ...contact, clock: { type: 'elapsed', minutes: 0 } })).toThrow(ClockError);
  });
});
