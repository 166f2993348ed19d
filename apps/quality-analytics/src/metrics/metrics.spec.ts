import { describe, expect, it } from '@jest/globals';
import { checkSpan, weekMetrics } from './metrics.domain.js';

describe('weekly figures', () => {
  it('[A13-1] show each rate beside its two counts', () => {
    const counts = { week: '2024-W18', tickets: 9, clocksDue: 8, clocksMet: 6, closed: 4, confirmed: 3, confirmedInFirstRound: 2, answers: 2, satisfied: 1, scoreSum: 130 };
    expect(weekMetrics(counts)).toEqual({
      week: '2024-W18',
      tickets: 9,
      responseTimeliness: { numerator: 6, denominator: 8, rate: 0.75 },
      solved: { numerator: 3, denominator: 4, rate: 0.75 },
      satisfaction: { numerator: 1, denominator: 2, rate: 0.5, mean: 65 },
      firstRound: { numerator: 2, denominator: 4, rate: 0.5 },
    });
  });

  it('have no rate where nothing is counted', () => {
    const counts = { week: '2024-W19', tickets: 0, clocksDue: 0, clocksMet: 0, closed: 0, confirmed: 0, confirmedInFirstRound: 0, answers: 0, satisfied: 0, scoreSum: 0 };
    expect(weekMetrics(counts).satisfaction).toEqual({ numerator: 0, denominator: 0, rate: null, mean: null });
  });

  it('refuse a span that is empty or longer than two years', () => {
    const from = new Date('2024-01-01T00:00:00Z');
    expect(() => checkSpan(from, from)).toThrow(expect.objectContaining({ code: 'metrics.span-invalid' }));
    expect(() => checkSpan(from, new Date('2026-06-01T00:00:00Z'))).toThrow(expect.objectContaining({ code: 'metrics.span-invalid' }));
    expect(() => checkSpan(from, new Date('2026-01-01T00:00:00Z'))).not.toThrow();
  });
});
