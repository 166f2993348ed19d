import { describe, expect, it } from '@jest/globals';
import { evidenceProblem } from './consent.domain.js';
import { mayPlan, type PlanContent, planProblem, settlementOf, submissionOf } from './plan.domain.js';
import { decisionInputOf } from './plan-decision.domain.js';
import { mayReadPlan, mayReadPlanText, type PlanReader } from './plan-reading.domain.js';

const content = (change: Partial<PlanContent> = {}): PlanContent => ({
  causeCode: 'mainboard-burnt', measures: ['replace-part'], method: 'on-site', tools: [], parts: [{ partNumber: 'MB-200', quantity: 1 }], labourMinutes: 0, travelMinutes: 0,
  expectedMinutes: 120, inWarranty: true, entitlementCode: null, quote: { currency: 'CNY', taxBasisPoints: 0, lines: [] }, ...change,
});
const file = { fileId: 'f_1', sha256: 'a'.repeat(64) };

describe('what a plan says', () => {
  it('[A8-2] [A8-4] is sound with cause, measures, parts and time', () => {
    expect(planProblem(content())).toBeNull();
    expect(planProblem(content({ measures: ['clean', 'calibrate'], parts: [] }))).toBeNull();
  });

  it.each<[string, Partial<PlanContent>, string]>([
    ['a cause in free words', { causeCode: '客户说坏了' }, 'plan.cause-invalid'],
    ['no measure', { measures: [] }, 'plan.measures-missing'],
    ['a measure twice', { measures: ['clean', 'clean'] }, 'plan.measures-missing'],
    ['a replacement without a part', { parts: [] }, 'plan.parts-missing'],
    ['a part twice', { parts: [{ partNumber: 'A', quantity: 1 }, { partNumber: 'A', quantity: 1 }] }, 'plan.part-twice'],
    ['no piece of a part', { parts: [{ partNumber: 'A', quantity: 0 }] }, 'part.quantity-invalid'],
    ['a part number with markup', { parts: [{ partNumber: '<b>', quantity: 1 }] }, 'part.number-invalid'],
    ['negative minutes', { labourMinutes: -1 }, 'plan.minutes-invalid'],
    ['no expected time', { expectedMinutes: 0 }, 'plan.minutes-invalid'],
    ['a tool in free words', { tools: ['big hammer!'] }, 'plan.tool-invalid'],
    ['an entitlement in free words', { entitlementCode: 'because' + ' of him' }, 'plan.entitlement-invalid'],
    ['a quoted part that is not planned', { quote: { currency: 'CNY', taxBasisPoints: 0, lines: [{ kind: 'parts', partNumber: 'B', quantity: 1, unitPrice: 1 }] } }, 'quote.part-not-planned'],
    ['a negative amount', { quote: { currency: 'CNY', taxBasisPoints: 0, lines: [{ kind: 'travel', partNumber: null, quantity: 1, unitPrice: -5 }] } }, 'quote.amount-invalid'],
  ])('is refused with %s', (_, change, problem) => {
    expect(planProblem(content(change))).toBe(problem);
  });
});

describe('who and when', () => {
  it('[A8-1] the owner plans, on site the engineer, and supervisors', () => {
    const nobody = { roles: ['specialist'], isOwner: false, isVisitEngineer: false } as const;
    expect([nobody, { ...nobody, isOwner: true }, { ...nobody, isVisitEngineer: true }, { ...nobody, roles: ['supervisor'] as const }].map(mayPlan)).toEqual([false, true, true, true]);
  });

  it('a draft is submitted once, what was decided is not decided on again', () => {
    expect([null, 'draft', 'submitted', 'superseded', 'declined', 'agreed'].map((state) => submissionOf(state as Parameters<typeof submissionOf>[0]))).toEqual([
      'plan.unknown', 'submit', 'nothing', 'plan.superseded', 'plan.superseded', 'plan.superseded',
    ]);
  });

  it('[A8-3] [C12] the supervisor’s word falls on what was submitted, the customer’s also on what was approved', () => {
    expect(settlementOf('submitted', 'approved')).toBe('settle');
    expect(settlementOf('approved', 'approved')).toBe('nothing');
    expect(settlementOf('approved', 'agreed')).toBe('settle');
    expect(settlementOf('submitted', 'refused')).toBe('settle');
    expect(settlementOf('approved', 'declined')).toBe('plan.not-current');
    for (const state of ['draft', 'superseded', 'refused'] as const) expect(settlementOf(state, 'agreed')).toBe('plan.not-current');
    expect(settlementOf(null, 'agreed')).toBe('plan.unknown');
  });

  it('[C12] evidence is the customer’s click, or a file of a signature or a recorded call', () => {
    expect(evidenceProblem('click', false, true)).toBeNull();
    expect(evidenceProblem('click', false, false)).toBe('consent.evidence-not-own');
    expect(evidenceProblem('signature', true, false)).toBeNull();
    expect(evidenceProblem('recorded-call', false, true)).toBe('consent.evidence-missing');
    expect(evidenceProblem(null, true, true)).toBe('consent.evidence-missing');
  });

  it('what was said with a decision is read as far as it is there', () => {
    expect(decisionInputOf({ reasonCode: 'too-dear', evidence: 'signature', file, comment: 'no' })).toEqual({ reasonCode: 'too-dear', evidence: 'signature', file, comment: 'no' });
    for (const lost of [null, 'x', {}, { evidence: 'oath', file: { fileId: '', sha256: '' } }]) expect(decisionInputOf(lost)).toEqual({ reasonCode: null, evidence: null, file: null, comment: '' });
  });
});

describe('who reads', () => {
  const reader = (change: Partial<PlanReader> = {}): PlanReader => ({ personId: 'x', roles: ['csr'], ownOnly: false, isCustomer: false, isOwner: false, isVisitEngineer: false, ...change });
  const plan = { authorId: 'p1', state: 'submitted' } as const;

  it('[A11-5] its customer what was submitted and written for him, staff by scope, other customers nothing', () => {
    const its = reader({ personId: null, roles: ['customer'], isCustomer: true, ownOnly: true });
    expect([mayReadPlan(plan, its), mayReadPlan({ ...plan, state: 'draft' }, its), mayReadPlan(plan, { ...its, isCustomer: false })]).toEqual([true, false, false]);
    expect([mayReadPlan(plan, reader()), mayReadPlan(plan, reader({ ownOnly: true })), mayReadPlan(plan, reader({ ownOnly: true, isVisitEngineer: true }))]).toEqual([true, false, true]);
    expect([mayReadPlanText('explanation', plan, its), mayReadPlanText('feasibility', plan, its)]).toEqual([true, false]);
  });

  it('[A11-5] texts those who work by them, and a supervisor while his word is waited for', () => {
    const boss = reader({ roles: ['supervisor'] });
    expect([mayReadPlanText('feasibility', plan, boss), mayReadPlanText('feasibility', { ...plan, state: 'agreed' }, boss)]).toEqual([true, false]);
    expect([mayReadPlanText('feasibility', plan, reader()), mayReadPlanText('feasibility', plan, reader({ personId: 'p1' })), mayReadPlanText('explanation', plan, reader({ isOwner: true }))]).toEqual([false, true, true]);
  });
});
