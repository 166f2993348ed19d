import { describe, expect, it } from '@jest/globals';
import type { Operation } from './operation.log.js';
import { restoreProblems, withoutSpan, type RestoredEvidence } from './restore.check.js';

const late = { clockId: 't1:contact:0', level: 1, recipientId: 'p_boss', dueAt: '2024-05-01T09:00:00.000Z', raisedAt: '2024-05-01T09:00:00.200Z' };
const sound: RestoredEvidence = {
  registered: [{ id: 't9', number: 'n9' }],
  listed: [{ id: 'f9', ticketId: 't9', number: 'n9' }, { id: 'f1', ticketId: 't1', number: null }],
  logged: new Set(['f0']), published: new Set(['f0', 'f1', 'f9']), read: new Set(['f0']), rows: new Set(['t1']), running: new Set(['t1']),
  lostEscalations: [late], escalations: [late], toldAgain: [], readModel: { quality_tickets: ['a'] }, rebuilt: { quality_tickets: ['a'] },
};
const problems = (changes: Partial<RestoredEvidence>): string[] => restoreProblems({ ...sound, ...changes });

describe('the check of a restore', () => {
  it('finds nothing where the span is gone and listed', () => {
    expect(problems({})).toEqual([]);
  });

  it.each<[string, Partial<RestoredEvidence>]>([
    ['n9: still there', { rows: new Set(['t9']) }],
    ['n9: its workflow runs', { running: new Set(['t9']) }],
    ['n9: not listed as lost with its number', { registered: [{ id: 't9', number: 'n9' }, { id: 't9', number: 'n9' }], listed: [{ id: 'f9', ticketId: 't9', number: null }, ...sound.listed.slice(1)] }],
    ['fact f9 is lost and not listed', { registered: [], listed: sound.listed.slice(1) }],
    ['fact f1 is listed and not lost', { logged: new Set(['f0', 'f1']) }],
    ['fact f1 is lost and still counts', { read: new Set(['f0', 'f1']) }],
    ['raised again: t1:contact:0 level 1 to p_boss', { escalations: [{ ...late, raisedAt: '2024-05-01T09:10:00.000Z' }] }],
    ['told again: t1:contact:0', { toldAgain: ['t1:contact:0'] }],
    ['quality_tickets: 2 rows are otherwise after a rebuild', { rebuilt: { quality_tickets: ['b'] } }],
  ])('finds "%s"', (problem, changes) => {
    expect(new Set(problems(changes))).toEqual(new Set([problem]));
  });

  it('lets a clock that began anew escalate anew', () => {
    expect(problems({ escalations: [{ ...late, dueAt: '2024-05-01T09:30:00.000Z', raisedAt: '2024-05-01T09:30:00.100Z' }] })).toEqual([]);
  });

  it('takes what was settled in the span for unknown, and nothing else', () => {
    const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
    const operation = (invoked: number, settled: number): Operation => ({ opId: 'k', tenant: 'huaxin', ticketId: 't1', type: 'addNote', invokedAt: at(invoked), settledAt: at(settled), result: 'ok', code: null });
    const results = withoutSpan([operation(1, 2), operation(9, 11), operation(12, 13), operation(19, 25), operation(21, 22)], { from: 10_000, to: 20_000 }).map(({ result }) => result);
    expect(results).toEqual(['ok', 'info', 'info', 'info', 'ok']);
  });
});
