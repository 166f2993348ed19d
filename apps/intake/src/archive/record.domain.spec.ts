import { describe, expect, it } from '@jest/globals';
import { missingIn, missingInWords, titlesOf } from './record.domain.js';
import type { EndedRecord } from './record.domain.js';

const record = (given: Partial<EndedRecord> = {}): EndedRecord => ({
  kind: 'consultation', status: 'supervisor-reviewed', outcomeCode: 'explained', reasonCode: null, satisfaction: 100, confirmed: true, solved: false,
  diagnosed: false, accepted: false, found: false,
  route: ['registered', 'assigned', 'contacted', 'tried', 'answered', 'result-told', 'confirmed', 'return-visited', 'supervisor-reviewed', 'archived'],
  ...given,
});
const repair = (given: Partial<EndedRecord> = {}): EndedRecord =>
  record({ kind: 'repair', outcomeCode: null, solved: true, diagnosed: true, accepted: true, route: ['registered', 'assigned', 'arrived', 'solved', 'result-told', 'confirmed', 'archived'], status: 'confirmed', ...given });

describe('what the record of an ended ticket lacks', () => {
  it('[A11-2] is nothing where all is there', () => {
    expect(missingIn(record())).toEqual([]);
    expect(missingIn(repair())).toEqual([]);
    expect(missingIn(record({ status: 'archived' }))).toEqual([]);
  });

  it('[A11-1] [A10-1] is the closing code and the satisfaction', () => {
    expect(missingIn(record({ outcomeCode: null, satisfaction: null }))).toEqual(['closing-code', 'satisfaction']);
  });

  it('[A5-5] [A10-3] is diagnosis and acceptance of what a visit solved', () => {
    expect(missingIn(repair({ diagnosed: false, accepted: false }))).toEqual(['diagnosis', 'acceptance']);
    expect(missingIn(repair({ solved: false, diagnosed: false, accepted: false }))).toEqual([]);
  });

  it('[A3-13] is the finding of a complaint', () => {
    const route = ['registered', 'assigned', 'contacted', 'investigated', 'handled', 'result-told', 'confirmed', 'archived'] as const;
    const complaint = record({ kind: 'complaint-service', status: 'confirmed', outcomeCode: null, route });
    expect([missingIn(complaint), missingIn({ ...complaint, found: true })]).toEqual([['finding'], []]);
  });

  it('[C21] is what the route has ahead, and nothing that it has not', () => {
    expect(missingIn(record({ status: 'confirmed' }))).toEqual(['return-visit', 'supervisor-review']);
    expect(missingIn(record({ status: 'return-visited' }))).toEqual(['supervisor-review']);
    expect(missingIn(record({ status: 'closed-no-answer', confirmed: false, satisfaction: null, outcomeCode: null }))).toEqual(['return-visit', 'supervisor-review']);
    expect(missingIn(record({ status: 'closed-unconfirmed', confirmed: false, satisfaction: null }))).toEqual(['supervisor-review']);
  });

  it('is the reason where it ended without work, also once archived', () => {
    const cancelled = record({ status: 'cancelled', confirmed: false, satisfaction: null, outcomeCode: null });
    expect([missingIn(cancelled), missingIn({ ...cancelled, reasonCode: 'no-longer-needed' }), missingIn({ ...cancelled, status: 'archived', reasonCode: 'no-longer-needed' })]).toEqual([['reason'], [], []]);
  });

  it('has names in both languages', () => {
    expect([missingInWords(['return-visit', 'diagnosis'], 'zh'), titlesOf(['return-visit', 'diagnosis'], 'en')]).toEqual(['回访、诊断记录', ['return visit', 'diagnosis']]);
  });
});
