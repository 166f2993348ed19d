import { describe, expect, it } from '@jest/globals';
import { checkSpan, figuresOf, measures } from './metrics.domain.js';
import type { FigureCounts } from './metrics.domain.js';

describe('figures', () => {
  const counts = (given: Partial<FigureCounts>): FigureCounts =>
    ({ ...Object.fromEntries(measures.flatMap((measure) => [[`${measure}All`, 0], [`${measure}Good`, 0]])), scoreSum: 0, ...given }) as FigureCounts;
  const none = { numerator: 0, denominator: 0, rate: null };

  it('[A13-1] [A13-4] show each rate beside its two counts', () => {
    const given = counts({
      registeredAll: 9, responseAll: 8, responseGood: 6, clockAll: 10, clockGood: 7, solvedAll: 4, solvedGood: 3, firstRoundAll: 4, firstRoundGood: 2, answerAll: 2, answerGood: 1,
      scoreSum: 130, arrivalAll: 4, arrivalGood: 1, firstTimeFixAll: 5, firstTimeFixGood: 4, repeatAll: 10, repeatGood: 1,
    });
    expect(figuresOf(given)).toEqual({
      tickets: 9,
      responseTimeliness: { numerator: 6, denominator: 8, rate: 0.75 },
      timeliness: { numerator: 7, denominator: 10, rate: 0.7 },
      onTimeArrival: { numerator: 1, denominator: 4, rate: 0.25 },
      solved: { numerator: 3, denominator: 4, rate: 0.75 },
      satisfaction: { numerator: 1, denominator: 2, rate: 0.5, mean: 65 },
      firstRound: { numerator: 2, denominator: 4, rate: 0.5 },
      firstTimeFix: { numerator: 4, denominator: 5, rate: 0.8 },
      repeatRepairs: { numerator: 1, denominator: 10, rate: 0.1 },
    });
  });

  it('have no rate where nothing is counted', () => {
    expect(figuresOf(counts({}))).toMatchObject({ tickets: 0, satisfaction: { ...none, mean: null }, solved: none });
  });

  it('refuse a span that is empty or longer than two years', () => {
    const from = new Date('2024-01-01T00:00:00Z');
    expect(() => checkSpan(from, from)).toThrow(expect.objectContaining({ code: 'metrics.span-invalid' }));
    expect(() => checkSpan(from, new Date('2026-06-01T00:00:00Z'))).toThrow(expect.objectContaining({ code: 'metrics.span-invalid' }));
    expect(() => checkSpan(from, new Date('2026-01-01T00:00:00Z'))).not.toThrow();
  });
});
