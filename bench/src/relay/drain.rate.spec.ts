import { describe, expect, it } from '@jest/globals';
import { drainRate } from './drain.rate.js';

describe('drainRate', () => {
  it('counts the steady part alone', () => {
    const slowStart = [{ at: 0, left: 1000 }, { at: 5_000, left: 900 }];
    const steady = [{ at: 6_000, left: 700 }, { at: 7_000, left: 400 }, { at: 8_000, left: 100 }];
    expect(drainRate(1000, [...slowStart, ...steady, { at: 60_000, left: 0 }])).toBe(300);
  });

  it('refuses a drain that nobody could measure', () => {
    expect(() => drainRate(1000, [{ at: 0, left: 1000 }, { at: 10, left: 0 }])).toThrow('too short');
  });
});
