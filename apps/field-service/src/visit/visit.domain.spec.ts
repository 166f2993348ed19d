import { describe, expect, it } from '@jest/globals';
import { checklistItems, checklistProblem } from './checklist.domain.js';
import { checklistWords } from './checklist.words.js';
import { markingOf, missingOf, openingOf, refuseRecord, repairResultOf, refuseTest, visitClosingOf, type VisitStanding } from './visit.domain.js';
import { acceptanceScore, fittingProblem, type FittingQuestion, partEntryProblem } from './visit-record.domain.js';

const at = (time: string): Date => new Date(`2024-05-01T${time}:00.000Z`);
const visit = (change: Partial<VisitStanding> = {}): VisitStanding => ({
  ticketId: 't1', engineerId: 'e1', state: 'open', outcome: null, departedAt: null, calledAheadAt: null, arrivedAt: null, markCommands: {}, locatedAt: null, works: 0,
  testResult: null, testedAt: null, checklistAt: null, ...change,
});
const departed = visit({ departedAt: at('01:00'), markCommands: { departed: 'c1' } });
const onSite = { ...departed, arrivedAt: at('01:30') };
const complete = { ...onSite, locatedAt: at('01:40'), works: 1, testResult: 'normal', testedAt: at('02:00'), checklistAt: at('02:05') } as const;

describe('what became of the machine', () => {
  it('follows from the work where nobody says otherwise', () => {
    expect([['clean'], ['adjust', 'replace-device'], ['return-to-factory'], []].map(repairResultOf)).toEqual(['repaired', 'replaced', 'returned', 'repaired']);
  });
});

describe('the nodes of a visit', () => {
  const mark = (standing: VisitStanding | null, node: 'departed' | 'called-ahead' | 'arrived', time: string, commandId = 'c9') => markingOf(standing, 't1', { node, at: at(time), commandId });

  it('[A9-5] [A6-21] come in order; the call may be left out', () => {
    expect([mark(visit(), 'departed', '01:00'), mark(departed, 'called-ahead', '01:20'), mark(departed, 'arrived', '01:30')]).toEqual(['mark', 'mark', 'mark']);
    expect([mark(visit(), 'called-ahead', '01:00'), mark(visit(), 'arrived', '01:00')]).toEqual(['visit.not-departed', 'visit.not-departed']);
    expect([mark(onSite, 'called-ahead', '01:40'), mark(onSite, 'departed', '01:40')]).toEqual(['visit.node-passed', 'visit.node-passed']);
  });

  it('come once: the same command again is success, another one is refused', () => {
    expect([mark(departed, 'departed', '01:00', 'c1'), mark(departed, 'departed', '01:00')]).toEqual(['nothing', 'visit.node-passed']);
  });

  it('lie not before the one before, and not after the end', () => {
    expect(mark(departed, 'arrived', '00:59')).toBe('visit.instant-impossible');
    expect(mark({ ...departed, calledAheadAt: at('01:25') }, 'arrived', '01:24')).toBe('visit.instant-impossible');
    expect(markingOf(departed, 't1', { node: 'arrived', at: new Date('nonsense'), commandId: 'c' })).toBe('visit.instant-impossible');
    expect(mark({ ...departed, state: 'closed', outcome: 'needs-parts' }, 'arrived', '01:30')).toBe('visit.ended');
    expect([mark(null, 'departed', '01:00'), mark(visit({ ticketId: 't2' }), 'departed', '01:00')]).toEqual(['visit.unknown', 'visit.unknown']);
  });
});

describe('the end of a visit', () => {
  it('[A9-2] [A9-4] [A9-5] [A9-13] as done tells everything that is missing, in order', () => {
    expect(missingOf(onSite)).toEqual(['visit.fault-not-located', 'visit.work-not-recorded', 'visit.test-missing', 'visit.checklist-missing']);
    expect(missingOf({ ...complete, testResult: 'abnormal' })).toEqual(['visit.test-abnormal']);
    expect([visitClosingOf(onSite, 't1', 'done'), visitClosingOf(complete, 't1', 'done'), visitClosingOf(onSite, 't1', 'needs-parts')]).toEqual(['visit.fault-not-located', 'close', 'close']);
  });

  it('is final: the same outcome again is success, another is refused', () => {
    const ended = { ...complete, state: 'closed', outcome: 'done' } as const;
    expect([visitClosingOf(ended, 't1', 'done'), visitClosingOf(ended, 't1', 'needs-parts')]).toEqual(['nothing', 'visit.ended']);
    expect([visitClosingOf(null, 't1', 'done'), visitClosingOf(complete, 't2', 'done')]).toEqual(['visit.unknown', 'visit.unknown']);
  });

  it('[A7-12] lets no other engineer in, nor does the arrival', () => {
    expect([openingOf(null, 'e1'), openingOf(departed, 'e2'), openingOf(departed, 'e1'), openingOf(onSite, 'e2'), openingOf({ ...departed, state: 'abandoned' }, 'e2')]).toEqual(['open', 'give', 'nothing', 'nothing', 'nothing']);
  });
});

describe('what is recorded on site', () => {
  const engineer = { personId: 'e1', roles: ['engineer'] } as const;

  it('[A9-4] is the engineer’s or a supervisor’s, between arrival and end', () => {
    expect(refuseRecord(onSite, engineer, at('01:30'))).toBeNull();
    expect(refuseRecord(onSite, { personId: 'e2', roles: ['engineer'] }, at('01:40'))).toBe('visit.not-engineer');
    expect(refuseRecord(onSite, { personId: 's1', roles: ['supervisor'] }, at('01:40'))).toBeNull();
    expect(refuseRecord(departed, engineer, at('01:40'))).toBe('visit.not-arrived');
    expect(refuseRecord({ ...onSite, state: 'closed' }, engineer, at('01:40'))).toBe('visit.ended');
    expect(refuseRecord(onSite, engineer, at('01:29'))).toBe('visit.instant-impossible');
  });

  it('[A9-13] tests what was found and done before', () => {
    expect([refuseTest(onSite, at('02:00')), refuseTest({ ...onSite, locatedAt: at('01:40') }, at('02:00')), refuseTest(complete, at('01:39')), refuseTest(complete, at('02:00'))]).toEqual([
      'visit.fault-not-located', 'visit.work-not-recorded', 'visit.instant-impossible', null,
    ]);
  });

  it('[A9-2] has its list whole, in both languages', () => {
    const full = checklistItems.map((item) => ({ item, answer: 'not-applicable' }) as const);
    expect([checklistProblem(full), checklistProblem(full.slice(1)), checklistProblem([...full, { item: 'sing', answer: 'done' }]), checklistProblem([...full, ...full.slice(0, 1)])]).toEqual([
      null, 'checklist.incomplete', 'checklist.item-unknown', 'checklist.item-twice',
    ]);
    const words = checklistItems.flatMap((item) => [checklistWords(item, 'zh'), checklistWords(item, 'en')]);
    expect(new Set(words).size).toBe(checklistItems.length * 2);
  });

  const question = (change: Partial<FittingQuestion> = {}): FittingQuestion => ({
    partNumber: 'MB-200', quantity: 1, serialNumbers: ['S1'], serialised: true, fits: ['X100'], model: 'X100', planned: 2, usedBefore: 0, ...change,
  });

  it.each<[string, Partial<FittingQuestion>, string | null]>([
    ['as planned', {}, null],
    ['for a machine of unknown model', { model: null }, null],
    ['without a serial number where it needs none', { serialised: false, serialNumbers: [] }, null],
    ['for another model', { model: 'Z9' }, 'part.wrong-model'],
    ['that nobody planned', { planned: null }, 'part.not-in-plan'],
    ['beyond the plan', { usedBefore: 2 }, 'part.beyond-plan'],
    ['without its serial number', { serialNumbers: [] }, 'part.serials-missing'],
  ])('[A9-1] a part %s is judged', (_, change, problem) => {
    expect(fittingProblem(question(change))).toBe(problem);
  });

  it('[A9-1] an entry about parts has a form', () => {
    const entry = (partNumber: string, quantity: number, serialNumbers: readonly string[] = []) => partEntryProblem({ partNumber, quantity, serialNumbers });
    expect([entry('MB-200', 1), entry('', 1), entry('MB-200', -1), entry('MB-200', 1, ['a', 'b']), entry('MB-200', 2, ['a', 'a']), entry('MB-200', 1, ['<a>'])]).toEqual([
      null, 'part.number-invalid', 'part.quantity-invalid', 'part.serial-invalid', 'part.serial-twice', 'part.serial-invalid',
    ]);
  });

  it('[A10-3] [A10-8] [C7] an acceptance is scored by the pack, and low ones carry a reason', () => {
    const scale = { levels: [{ code: 'satisfied', score: 75 }, { code: 'dissatisfied', score: 0 }], reasonBelow: 60 };
    const said = { satisfaction: 'satisfied', opinion: '' };
    expect(acceptanceScore(scale, said)).toBe(75);
    expect(acceptanceScore(scale, { ...said, satisfaction: 'dissatisfied' })).toBe('acceptance.reason-missing');
    expect(acceptanceScore(scale, { ...said, satisfaction: 'dissatisfied', opinion: 'late' })).toBe(0);
    expect([acceptanceScore(scale, { ...said, satisfaction: 'great' }), acceptanceScore(null, said)]).toEqual(['acceptance.satisfaction-unknown', 'acceptance.satisfaction-unknown']);
  });
});
