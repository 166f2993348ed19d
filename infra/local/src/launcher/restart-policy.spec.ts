import { describe, expect, it } from '@jest/globals';
import { RestartPolicy } from './restart-policy.js';

describe('RestartPolicy', () => {
  it('waits longer each time and gives up at the fifth death within a minute', () => {
    const policy = new RestartPolicy();
    const delays = [0, 1000, 2000, 3000, 4000].map((now) => policy.died(now));
    expect(delays).toEqual([200, 500, 1000, 2000, undefined]);
  });

  it('never gives up on a process that dies less often than five times a minute', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 20 }, (_, index) => policy.died(index * 15_001));
    expect(delays).not.toContain(undefined);
  });

  it('gives up on deaths that lie just within the minute', () => {
    const policy = new RestartPolicy();
    const delays = [0, 14_000, 28_000, 42_000, 59_999].map((now) => policy.died(now));
    expect(delays.at(-1)).toBeUndefined();
  });

  it('begins anew after a person started the process again', () => {
    const policy = new RestartPolicy();
    for (const now of [0, 1, 2, 3]) policy.died(now);
    policy.forget();
    expect(policy.died(4)).toBe(200);
  });
});
