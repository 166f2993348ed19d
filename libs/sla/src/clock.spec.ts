import { describe, expect, it } from '@jest/globals';
import { checkSpec, ClockError, dueAt, elapsedMs, remainingMs, state } from './index.js';
import type { ClockFacts, ClockSpec, Pause } from './index.js';

/** Instants of 1 May 2024 in Shanghai. */
const sh = (time: string): Date => new Date(`2024-05-01T${time}+08:00`);
const after = (date: Date, ms: number): Date => new Date(date.getTime() + ms);
const facts = (started: string, more: Partial<ClockFacts> = {}): ClockFacts => ({
  startedAt: sh(started),
  stoppedAt: null,
  pauses: [],
  retargets: [],
  ...more,
});
const hold = (from: string, to: string | null): Pause => ({ reason: 'waiting', from: sh(from), to: to === null ? null : sh(to) });
const minutes = (count: number): ClockSpec => ({ type: 'elapsed', minutes: count });
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof ClockError ? error.code : 'another error';
  }
  return 'no error';
};

describe('due instants', () => {
  it.each([
    ['09:30', '09:45'],
    ['14:15', '14:30'],
    ['08:00', '08:15'],
  ])('[A6-2] answers a request of %s by %s', (received, due) => {
    expect(dueAt(facts(received), minutes(15))).toEqual(sh(due));
  });

  it('[A6-1] reviews a registration within 15 minutes', () => {
    expect(dueAt(facts('10:00:12.345'), minutes(15))).toEqual(sh('10:15:12.345'));
  });

  it('[A6-3][A6-13] ends 30 minutes after the assignment and after the notice', () => {
    expect(dueAt(facts('11:50'), minutes(30))).toEqual(sh('12:20'));
  });

  it('[A6-17] runs a return visit of three days through nights and holidays as an elapsed value', () => {
    expect(dueAt(facts('18:00'), minutes(3 * 24 * 60))).toEqual(new Date('2024-05-04T18:00+08:00'));
  });

  it('[A6-20] is due at 17:00 of the day, and of the next day after 17:00', () => {
    const archive: ClockSpec = { type: 'wall-time', at: '17:00', zone: 'Asia/Shanghai' };
    expect(dueAt(facts('16:59:59.999'), archive)).toEqual(sh('17:00'));
    expect(dueAt(facts('17:00'), archive)).toEqual(sh('17:00'));
    expect(dueAt(facts('17:00:00.001'), archive)).toEqual(new Date('2024-05-02T17:00+08:00'));
    expect(dueAt(facts('17:00'), { ...archive, days: 2 })).toEqual(new Date('2024-05-03T17:00+08:00'));
  });

  it('takes durations below a minute', () => {
    expect(dueAt(facts('10:00'), minutes(10 / 60))).toEqual(sh('10:00:10'));
  });
});

describe('wall time where clocks change', () => {
  const oslo = (at: string, started: string): string | undefined =>
    dueAt({ ...facts('00:00'), startedAt: new Date(started) }, { type: 'wall-time', at, zone: 'Europe/Oslo' })?.toISOString();

  it('[C5] takes the instant of the jump for a time that the clocks jump over', () => {
    expect(oslo('02:30', '2024-03-30T23:30:00Z')).toBe('2024-03-31T01:00:00.000Z');
  });

  it('[C5] takes the first of two, and the second when the first is over', () => {
    expect(oslo('02:30', '2024-10-26T22:30:00Z')).toBe('2024-10-27T00:30:00.000Z');
    expect(oslo('02:30', '2024-10-27T00:45:00Z')).toBe('2024-10-27T01:30:00.000Z');
  });

  it('[C5] goes on after a date that a zone left out', () => {
    const spec: ClockSpec = { type: 'wall-time', at: '12:00', zone: 'Pacific/Apia', days: 1 };
    const due = dueAt({ ...facts('00:00'), startedAt: new Date('2011-12-29T20:00:00Z') }, spec);
    expect(due?.toISOString()).toBe('2011-12-30T10:00:00.000Z');
  });
});

describe('holds', () => {
  it('adds the paused time and joins overlapping holds', () => {
    const pauses = [hold('10:10', '10:20'), hold('10:15', '10:30'), hold('10:30', '10:40')];
    expect(dueAt(facts('10:00', { pauses }), minutes(30))).toEqual(sh('11:00'));
  });

  it('counts no hold from before the start or after the stop', () => {
    const pauses = [hold('09:00', '10:05'), hold('10:20', null)];
    expect(dueAt(facts('10:00', { pauses, stoppedAt: sh('10:15') }), minutes(30))).toEqual(sh('10:35'));
  });

  it('has no due instant while held without end before it is due, and keeps what is left', () => {
    const held = facts('10:00', { pauses: [hold('10:10', null)] });
    expect(dueAt(held, minutes(30))).toBeNull();
    expect(state(held, minutes(30), sh('13:00'))).toBe('paused');
    expect(remainingMs(held, minutes(30), sh('13:00'))).toBe(20 * 60_000);
    expect(elapsedMs(held, minutes(30), sh('13:00'))).toBe(10 * 60_000);
  });

  it('stays late when held after it was due', () => {
    const late = facts('10:00', { pauses: [hold('10:40', null)] });
    expect(dueAt(late, minutes(30))).toEqual(sh('10:30'));
    expect(state(late, minutes(30), sh('12:00'))).toBe('breached');
    expect(remainingMs(late, minutes(30), sh('12:00'))).toBe(-10 * 60_000);
  });

  it('counts a hold at the due instant as on time, as a stop would be', () => {
    const held = facts('10:00', { pauses: [hold('10:30', null)] });
    expect(state(held, minutes(30), sh('11:00'))).toBe('paused');
  });

  it('does not know at an instant what was recorded for later', () => {
    const resumed = facts('10:00', { pauses: [hold('10:10', '10:20')], stoppedAt: sh('10:50') });
    expect(state(resumed, minutes(30), sh('10:05'))).toBe('running');
    expect(state(resumed, minutes(30), sh('10:15'))).toBe('paused');
    expect(state(resumed, minutes(30), sh('10:45'))).toBe('breached');
    expect(state(resumed, minutes(30), sh('10:50'))).toBe('breached-and-stopped');
  });
});

describe('the edge of a deadline', () => {
  const due = sh('10:30');

  it('[A6-13] is on time at the due instant and late one millisecond after it', () => {
    expect(state(facts('10:00'), minutes(30), due)).toBe('running');
    expect(state(facts('10:00'), minutes(30), after(due, 1))).toBe('breached');
    expect(state(facts('10:00', { stoppedAt: due }), minutes(30), sh('12:00'))).toBe('met');
    expect(state(facts('10:00', { stoppedAt: after(due, 1) }), minutes(30), sh('12:00'))).toBe('breached-and-stopped');
  });

  it('[A6-2] compares to the minute what was given to the minute', () => {
    const received = facts('09:30', { startPrecision: 'minute' });
    expect(state({ ...received, stoppedAt: sh('09:45:59.999') }, minutes(15), sh('12:00'))).toBe('met');
    expect(state(received, minutes(15), sh('09:45:59.999'))).toBe('running');
    expect(state(received, minutes(15), sh('09:46'))).toBe('breached');
    const told = facts('09:30', { stoppedAt: sh('09:45:40'), stopPrecision: 'minute' });
    expect(state(told, minutes(15), sh('12:00'))).toBe('met');
  });
});

describe('retargets', () => {
  const urgent = { at: sh('10:50'), spec: minutes(30) };

  it('[C3] counts from the own start, but nobody is late before the retarget', () => {
    const raised = facts('10:00', { retargets: [urgent] });
    expect(dueAt(raised, minutes(120))).toEqual(sh('10:50'));
    expect(dueAt({ ...raised, retargets: [{ ...urgent, spec: minutes(60) }] }, minutes(120))).toEqual(sh('11:00'));
  });

  it('[C3] does not make a late clock due later than it was by a shorter spec, but does by a longer one', () => {
    expect(dueAt(facts('10:00', { retargets: [urgent] }), minutes(40))).toEqual(sh('10:40'));
    expect(dueAt(facts('10:00', { retargets: [{ ...urgent, spec: minutes(90) }] }), minutes(40))).toEqual(sh('11:30'));
  });

  it('waits for the end of a hold in which it was retargeted', () => {
    const held = facts('10:00', { retargets: [urgent], pauses: [hold('10:45', '11:15')] });
    expect(dueAt(held, minutes(120))).toEqual(sh('11:15'));
    expect(dueAt({ ...held, pauses: [hold('10:45', null)] }, minutes(120))).toBeNull();
  });
});

describe('specs that make no sense', () => {
  it.each([
    ['clock.duration-not-positive', minutes(0)],
    ['clock.duration-not-positive', minutes(-1)],
    ['clock.duration-not-positive', minutes(Number.NaN)],
    ['clock.beyond-horizon', minutes(100 * 366 * 24 * 60)],
    ['clock.wall-time-invalid', { type: 'wall-time', at: '24:00', zone: 'Asia/Shanghai' }],
    ['clock.wall-time-invalid', { type: 'wall-time', at: '9:00', zone: 'Asia/Shanghai' }],
    ['clock.zone-unknown', { type: 'wall-time', at: '09:00', zone: 'Asia/Beijing' }],
    ['clock.duration-not-positive', { type: 'wall-time', at: '09:00', zone: 'Asia/Shanghai', days: 0 }],
    ['clock.duration-not-positive', { type: 'wall-time', at: '09:00', zone: 'Asia/Shanghai', days: 1.5 }],
    ['clock.beyond-horizon', { type: 'wall-time', at: '09:00', zone: 'Asia/Shanghai', days: 40_000 }],
  ] as const)('refuses %s: %o', (code, spec) => {
    expect(codeOf(() => checkSpec(spec))).toBe(code);
    expect(codeOf(() => dueAt(facts('10:00'), spec))).toBe(code);
  });

  it('refuses facts that cannot be', () => {
    expect(codeOf(() => dueAt({ ...facts('10:00'), startedAt: new Date(Number.NaN) }, minutes(1)))).toBe('clock.instant-invalid');
    expect(codeOf(() => dueAt(facts('10:00', { pauses: [hold('10:20', '10:10')] }), minutes(1)))).toBe('clock.pause-reversed');
    const century = { reason: 'x', from: sh('10:00'), to: new Date('2140-01-01T00:00Z') };
    expect(codeOf(() => dueAt(facts('10:00', { pauses: [century] }), minutes(1)))).toBe('clock.beyond-horizon');
  });
});
