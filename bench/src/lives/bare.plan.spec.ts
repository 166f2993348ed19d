import { describe, expect, it } from '@jest/globals';
import { planOf, spread } from './bare.plan.js';

describe('the plan of a bare life', () => {
  it('spreads what there is, no more and no less', () => {
    expect(spread(4, 9)).toHaveLength(9);
    expect(spread(4, 9).reduce((a, b) => a + b)).toBe(4);
    expect(spread(11, 9).reduce((a, b) => a + b)).toBe(11);
  });

  it('has the same updates, activities and timers as the life', () => {
    const shape = { updates: 9, localActivities: 13, remoteActivities: 4, firedTimers: 2, cancelledTimers: 6, workflowTasks: 30, events: 120 };
    const { begin, steps, firedTimers } = planOf(shape);
    const sum = (of: (step: (typeof steps)[number]) => number): number => [begin, ...steps].reduce((all, step) => all + of(step), 0);
    expect(steps).toHaveLength(9);
    expect(sum((step) => step.localActivities)).toBe(13);
    expect(sum((step) => step.remoteActivities)).toBe(4);
    expect(sum((step) => step.movedTimers)).toBe(5);
    expect(firedTimers).toBe(2);
  });
});
