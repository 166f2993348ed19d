import { logGamma } from './log-gamma.js';

/** Terms smaller than this share of the sum change no digit of it. */
const negligible = 1e-16;

/** Sum of `first`, first·ratio(n), …: a tail is summed from its own end, so that small ones lose no digits to a subtraction from 1. */
const sumFrom = (n: number, first: number, ratio: (n: number) => number): number => {
  let term = first;
  let sum = first;
  for (let i = n; term > sum * negligible; i += 1) {
    const factor = ratio(i);
    term *= factor;
    sum += term;
  }
  return Math.min(1, sum);
};

/** P(X ≥ n) for a Poisson count of the given mean. */
export const poissonTail = (n: number, mean: number): number => {
  if (n <= 0) return 1;
  if (mean <= 0) return 0;
  if (n <= mean) return 1 - lowerSum(n, Math.exp(-mean), (i) => mean / (i + 1));
  return sumFrom(n, Math.exp(n * Math.log(mean) - mean - logGamma(n + 1)), (i) => mean / (i + 1));
};

/**
 * P(X ≥ n) for a negative binomial count of the given mean and shape: a Poisson count whose rate is itself Gamma distributed with that shape, so that
 * its variance is mean + mean² / shape. Source: N. L. Johnson, A. W. Kemp, S. Kotz, "Univariate Discrete Distributions", 3rd ed. (2005), ch. 5.
 */
export const negativeBinomialTail = (n: number, mean: number, shape: number): number => {
  if (n <= 0) return 1;
  if (mean <= 0) return 0;
  const success = mean / (shape + mean);
  const ratio = (i: number): number => ((shape + i) / (i + 1)) * success;
  const none = shape * Math.log1p(-success);
  if (n <= mean) return 1 - lowerSum(n, Math.exp(none), ratio);
  return sumFrom(n, Math.exp(logGamma(shape + n) - logGamma(shape) - logGamma(n + 1) + none + n * Math.log(success)), ratio);
};

/** P(X < n) from P(X = 0). */
const lowerSum = (n: number, none: number, ratio: (i: number) => number): number => {
  let term = none;
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    sum += term;
    term *= ratio(i);
  }
  return sum;
};
