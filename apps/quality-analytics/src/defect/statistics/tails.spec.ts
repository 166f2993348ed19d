import { describe, expect, it } from '@jest/globals';
import { logGamma } from './log-gamma.js';
import { negativeBinomialTail, poissonTail } from './tails.js';

describe('logGamma', () => {
  it('is the logarithm of factorials, and of Γ(1/2) = √π', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n += 1) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 11);
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    // Γ(1/4), Abramowitz and Stegun 6.1.
    expect(Math.exp(logGamma(0.25))).toBeCloseTo(3.625609908221908, 10);
  });
});

describe('the tail of a Poisson count', () => {
  it('is that of printed tables', () => {
    // Abramowitz and Stegun, table 26.7 gives the χ² form: P(X ≥ 10 | 3), P(X ≥ 5 | 1), P(X ≥ 1 | 2).
    expect(poissonTail(10, 3)).toBeCloseTo(0.00110249, 8);
    expect(poissonTail(5, 1)).toBeCloseTo(0.00365985, 8);
    expect(poissonTail(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
    expect(poissonTail(0, 2)).toBe(1);
  });

  it('keeps its digits where it is small', () => {
    // e⁻¹ Σ 1/k! from k = 20 on: the first term rules.
    expect(poissonTail(20, 1) / (Math.exp(-1) / 2.43290200817664e18)).toBeCloseTo(1.05, 2);
  });
});

describe('the tail of a negative binomial count', () => {
  it('is geometric for the shape 1: P(X ≥ n) = qⁿ', () => {
    const q = 3 / 4;
    for (const n of [1, 2, 5, 30]) expect(negativeBinomialTail(n, 3, 1)).toBeCloseTo(q ** n, 12);
  });

  it('is (1 + n·p)·qⁿ for the shape 2', () => {
    const [mean, n] = [6, 15];
    const q = mean / (2 + mean);
    expect(negativeBinomialTail(n, mean, 2)).toBeCloseTo((1 + n * (1 - q)) * q ** n, 12);
  });

  it('is one half at the shape for even odds, by symmetry of successes and failures', () => {
    expect(negativeBinomialTail(5, 5, 5)).toBeCloseTo(0.5, 12);
    expect(negativeBinomialTail(9, 9, 9)).toBeCloseTo(0.5, 12);
  });

  it('comes to the Poisson tail for a large shape, from above', () => {
    expect(negativeBinomialTail(10, 3, 1e6)).toBeCloseTo(poissonTail(10, 3), 7);
    expect(negativeBinomialTail(10, 3, 5)).toBeGreaterThan(poissonTail(10, 3));
  });
});
