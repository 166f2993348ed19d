import { describe, expect, it } from '@jest/globals';
import { deadlineProblems, drainRate, type RaisedLevel } from './deadline.check.js';

const due = Date.parse('2024-05-01T00:00:00Z');
const raised = (ticketId: string, level: number, more: Partial<RaisedLevel> = {}): RaisedLevel => ({
  ticketId, level, recipientId: 'p1', levelDueAt: new Date(due + level * 2_000), raisedAt: new Date(due + 60_000), notices: 1, ...more,
});
const good = [raised('a', 1), raised('b', 1), raised('a', 2), raised('b', 2)];

describe('the check of many deadlines', () => {
  it('finds nothing where every level is raised once, in order, and told of once', () => {
    expect(deadlineProblems(['a', 'b'], 2, good)).toEqual([]);
    expect(deadlineProblems(['a'], 1, [raised('a', 1), raised('a', 1, { recipientId: 'p2' })])).toEqual([]);
  });

  it.each([
    ['missing: b level 2', good.slice(0, 3)],
    ['raised again: a level 1 to p1', [raised('a', 1), ...good]],
    ['early: a level 1 to p1', [raised('a', 1, { raisedAt: new Date(due) }), ...good.slice(1)]],
    ['told 0 times: b level 2 to p1', [...good.slice(0, 3), raised('b', 2, { notices: 0 })]],
    ['out of order: a', [raised('a', 2), raised('b', 1), raised('a', 1), raised('b', 2)]],
  ])('finds what is %s', (problem, found) => {
    expect(deadlineProblems(['a', 'b'], 2, found)).toEqual([problem]);
  });

  it('counts a second from the first to the last', () => {
    expect(drainRate([1_000, 3_000, 2_000])).toBe(1);
  });
});
