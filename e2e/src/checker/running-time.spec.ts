import { describe, expect, it } from '@jest/globals';
import { milliseconds } from './duration.js';
import { instantAfter, merged, runningAt } from './running-time.js';

describe('running time', () => {
  it('goes on without standstills', () => expect(instantAfter(100, 50, [])).toBe(150));
  it('is pushed by a standstill before the end, and not by one after it', () => {
    expect(instantAfter(0, 50, [{ from: 20, to: 30 }])).toBe(60);
    expect(instantAfter(0, 50, [{ from: 60, to: 90 }])).toBe(50);
  });
  it('is reached at the very instant at which a standstill begins', () => expect(instantAfter(0, 50, [{ from: 50, to: 90 }])).toBe(50));
  it('counts overlapping standstills once', () => expect(instantAfter(0, 50, [{ from: 10, to: 30 }, { from: 20, to: 40 }])).toBe(80));
  it('takes a standstill from before the start from the start on', () => expect(instantAfter(25, 50, [{ from: 10, to: 30 }])).toBe(80));
  it('never ends in a standstill that lasts', () => expect(instantAfter(0, 50, [{ from: 20, to: Number.POSITIVE_INFINITY }])).toBe(Number.POSITIVE_INFINITY));
  it('merges and drops the empty', () => expect(merged([{ from: 5, to: 5 }, { from: 7, to: 9 }, { from: 1, to: 8 }])).toEqual([{ from: 1, to: 9 }]));
  it('says when it runs again', () => {
    expect(runningAt(25, [{ from: 20, to: 30 }])).toBe(30);
    expect(runningAt(30, [{ from: 20, to: 30 }])).toBe(30);
  });
});

describe('durations', () => {
  it.each([['PT15S', 15_000], ['PT1M30S', 90_000], ['-PT14S', -14_000], ['P1DT2H', 93_600_000], ['PT0.5S', 500]])('%s are %d ms', (text, ms) => expect(milliseconds(text)).toBe(ms));
  it('refuse other texts', () => expect(() => milliseconds('15 s')).toThrow(TypeError));
});
