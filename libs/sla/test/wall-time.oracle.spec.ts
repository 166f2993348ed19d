import { describe, expect, it } from '@jest/globals';
import { seededRandom, type Random } from '@mendline/testing';
import { dueAt } from '../src/index.js';
import type { ClockFacts, Pause, WallTimeSpec } from '../src/index.js';
import { shown, walkWallTime, walkWallTimeWithPauses } from './oracle.js';

const MINUTE = 60_000;
/** Zones with a change of the clocks near the sampled days: an hour, half an hour, at midnight, a skipped date, and none. */
const SAMPLES = [
  { zone: 'Asia/Shanghai', near: Date.UTC(2024, 4, 1) },
  { zone: 'Europe/Oslo', near: Date.UTC(2024, 2, 31) },
  { zone: 'Europe/Oslo', near: Date.UTC(2024, 9, 27) },
  { zone: 'America/New_York', near: Date.UTC(2024, 10, 3) },
  { zone: 'Australia/Lord_Howe', near: Date.UTC(2024, 3, 6) },
  { zone: 'America/Santiago', near: Date.UTC(2024, 8, 8) },
] as const;

const two = (value: number): string => String(value).padStart(2, '0');
const hhmm = (random: Random): string => (random.chance(0.5) ? `0${random.int(0, 3)}` : two(random.int(0, 23))) + `:${two(random.int(0, 59))}`;

function factsFrom(startedAt: number, pauses: readonly Pause[] = []): ClockFacts {
  return { startedAt: new Date(startedAt), stoppedAt: null, pauses, retargets: [] };
}

describe('wall-time clocks beside a minute-by-minute walk', () => {
  it('[A6-20][C5] finds the next HH:MM in every zone, over changes of the clocks too', () => {
    const random = seededRandom(1700);
    for (let round = 0; round < 90; round += 1) {
      const { zone, near } = random.pick(SAMPLES);
      const start = near + random.int(-1_440, 1_440) * MINUTE;
      const spec: WallTimeSpec = { type: 'wall-time', at: hhmm(random), zone };
      const due = dueAt(factsFrom(start), spec)?.getTime();
      expect({ zone, spec, start, due }).toEqual({ zone, spec, start, due: walkWallTime(start, spec.at, zone) });
    }
  });

  it('shows HH:MM on the n-th day after the start, wherever the clocks do not jump over it', () => {
    const random = seededRandom(1701);
    for (let round = 0; round < 200; round += 1) {
      const { zone, near } = random.pick(SAMPLES);
      const start = near + random.int(-5_000, 1_440) * MINUTE;
      const days = random.int(1, 10);
      const spec: WallTimeSpec = { type: 'wall-time', at: '17:00', zone, days };
      const startDay = Date.parse(`${shown(start, zone).slice(0, 10)}T00:00:00Z`);
      const wanted = `${new Date(startDay + days * 1_440 * MINUTE).toISOString().slice(0, 10)} 17:00`;
      expect(shown(dueAt(factsFrom(start), spec)?.getTime() ?? 0, zone)).toBe(wanted);
    }
  });

  it('moves a deadline out of a hold, never nearer, and not for a hold that ends before it', () => {
    const random = seededRandom(1702);
    for (let round = 0; round < 60; round += 1) {
      const { zone, near } = random.pick(SAMPLES);
      const pauses = Array.from({ length: random.int(1, 3) }, (): Pause => {
        const from = near + random.int(-600, 2_000) * MINUTE;
        return { reason: 'parts', from: new Date(from), to: random.chance(0.1) ? null : new Date(from + random.int(0, 1_500) * MINUTE) };
      });
      const spec: WallTimeSpec = { type: 'wall-time', at: '17:00', zone };
      const due = dueAt(factsFrom(near, pauses), spec)?.getTime() ?? null;
      expect({ round, due }).toEqual({ round, due: walkWallTimeWithPauses(factsFrom(near, pauses), spec.at, zone) });
      expect(due ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(dueAt(factsFrom(near), spec)?.getTime() ?? 0);
    }
  });
});
