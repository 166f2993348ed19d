import { describe, expect, it } from '@jest/globals';
import { seededRandom, type Random } from '@mendline/testing';
import { dueAt, elapsedMs, levelDueAt, levelInstants, remainingMs, state } from '../src/index.js';
import type { ClockFacts, ElapsedSpec, Pause } from '../src/index.js';
import { walkCounted, walkElapsed, walkRetargets } from './oracle.js';

const MINUTE = 60_000;
const BASE = Date.UTC(2024, 4, 1, 1, 30);
const at = (minutes: number): Date => new Date(BASE + minutes * MINUTE);

function randomPause(random: Random, openAllowed: boolean): Pause {
  const from = random.int(-60, 400);
  const open = openAllowed && random.chance(0.1);
  return { reason: 'waiting-for-customer', from: at(from), to: open ? null : at(from + random.int(0, 90)) };
}

function randomFacts(random: Random, openAllowed = true): ClockFacts {
  const pauses = Array.from({ length: random.int(0, 5) }, () => randomPause(random, openAllowed));
  return { startedAt: at(random.int(-30, 30)), stoppedAt: null, pauses, retargets: [] };
}

const elapsed = (minutes: number): ElapsedSpec => ({ type: 'elapsed', minutes });

describe('elapsed clocks beside a minute-by-minute walk', () => {
  it('[C5] agrees on the due instant of 2,000 random clocks', () => {
    const random = seededRandom(20240501);
    let held = 0;
    for (let round = 0; round < 2_000; round += 1) {
      const facts = randomFacts(random);
      const minutes = random.int(1, 300);
      const expected = walkElapsed(facts, minutes, 2_000);
      if (expected === null) held += 1;
      expect({ round, due: dueAt(facts, elapsed(minutes))?.getTime() ?? null }).toEqual({ round, due: expected });
    }
    expect(held).toBeGreaterThan(20);
  });

  it('[C5] agrees on counted time, time left, state and every level at any minute', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 400; round += 1) {
      const facts = randomFacts(random, false);
      const minutes = 10 * random.int(1, 24);
      const now = at(random.int(31, 600));
      const due = walkElapsed(facts, minutes) ?? Number.NaN;
      const passed = { ...facts, pauses: facts.pauses.filter((pause) => pause.from <= now && (pause.to ?? now) <= now) };
      const counted = walkCounted(passed, now);
      expect(elapsedMs(passed, elapsed(minutes), now)).toBe(counted * MINUTE);
      expect(remainingMs(passed, elapsed(minutes), now)).toBe((minutes - counted) * MINUTE);
      expect(state(facts, elapsed(minutes), now) === 'breached').toBe(now.getTime() > due);
      for (const percent of [50, 80, 100, 150]) {
        const reached = walkElapsed(facts, (minutes * percent) / 100);
        expect(levelDueAt(facts, elapsed(minutes), { level: 1, percent })?.getTime()).toBe(reached);
      }
      for (const offsetMinutes of [-5, 0, 30]) {
        const reached = walkElapsed(facts, minutes + offsetMinutes);
        expect(levelDueAt(facts, elapsed(minutes), { level: 1, offsetMinutes })?.getTime()).toBe(reached);
      }
    }
  });

  it('[C3] agrees on retargeted clocks, which are never late before the retarget said so', () => {
    const random = seededRandom(99);
    for (let round = 0; round < 500; round += 1) {
      const facts = randomFacts(random);
      const retargets = Array.from({ length: random.int(1, 3) }, () => ({ at: BASE + random.int(31, 300) * MINUTE, minutes: random.int(1, 300) }));
      retargets.sort((a, b) => a.at - b.at);
      const recorded = retargets.map((retarget) => ({ at: new Date(retarget.at), spec: elapsed(retarget.minutes) }));
      const minutes = random.int(1, 300);
      const due = dueAt({ ...facts, retargets: recorded }, elapsed(minutes))?.getTime() ?? null;
      expect({ round, due }).toEqual({ round, due: walkRetargets(facts, minutes, retargets) });
    }
  });
});

describe('elapsed clocks, laws', () => {
  it('a pause never brings a deadline nearer, and resuming at once changes nothing', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 1_000; round += 1) {
      const facts = randomFacts(random, false);
      const spec = elapsed(random.int(1, 300));
      const pause = randomPause(random, false);
      const before = dueAt(facts, spec)?.getTime() ?? Number.NaN;
      const after = dueAt({ ...facts, pauses: [...facts.pauses, pause] }, spec)?.getTime() ?? Number.NaN;
      expect(after).toBeGreaterThanOrEqual(before);
      const atOnce = { ...pause, to: pause.from };
      expect(dueAt({ ...facts, pauses: [...facts.pauses, atOnce] }, spec)?.getTime()).toBe(before);
    }
  });

  it('a longer duration is never due earlier, and the order of the pauses does not matter', () => {
    const random = seededRandom(12);
    for (let round = 0; round < 1_000; round += 1) {
      const facts = randomFacts(random, false);
      const minutes = random.int(1, 300);
      const due = dueAt(facts, elapsed(minutes))?.getTime() ?? Number.NaN;
      expect(dueAt(facts, elapsed(minutes + random.int(1, 50)))?.getTime()).toBeGreaterThan(due);
      expect(dueAt({ ...facts, pauses: facts.pauses.toReversed() }, elapsed(minutes))?.getTime()).toBe(due);
    }
  });

  it('levels keep their order whatever the pauses', () => {
    const random = seededRandom(13);
    const levels = [50, 80, 100, 150, 200].map((percent, index) => ({ level: index + 1, percent }));
    for (let round = 0; round < 500; round += 1) {
      const instants = levelInstants(randomFacts(random, false), elapsed(random.int(1, 300)), levels);
      expect(instants.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
    }
  });
});
