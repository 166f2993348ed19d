import { describe, expect, it } from '@jest/globals';
import { paceFor } from './pacing.js';

/** Ten seconds of lives of 15 commands each. */
const measured = (perSecond: number) => ({ commands: perSecond * 10, lives: (perSecond * 10) / 15, seconds: 10, done: 12 });

describe('the pace of arrivals', () => {
  it('lets all requests in, no faster than needed', () => {
    const busy = paceFor(200, measured(9), 285, 15);
    expect(busy.capacity).toBeCloseTo(0.6, 5);
    expect(busy.tickets).toBe(100);
    expect(busy.rate).toBeCloseTo(0.36, 5);
    const fast = paceFor(200, measured(75), 285, 15);
    expect(fast).toMatchObject({ capacity: 5, tickets: 200 });
    expect(fast.rate).toBeCloseTo(188 / 175, 5);
  });

  it('never exceeds 60 % of what was measured', () => {
    for (const speed of [1, 5, 20, 80, 400]) {
      const pace = paceFor(200, measured(speed), 285, 20);
      expect(pace.rate).toBeLessThanOrEqual(0.6 * pace.capacity + 1e-9);
    }
  });

  it('keeps to a hundred at least, and to fewer only when fewer are asked for', () => {
    expect(paceFor(200, measured(2), 285, 20).tickets).toBe(100);
    expect(paceFor(30, measured(2), 285, 20).tickets).toBe(30);
    expect(paceFor(12, measured(2), 285, 20).tickets).toBe(12);
  });
});
