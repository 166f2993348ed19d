import { describe, expect, it } from '@jest/globals';
import { largestTotal, type Quote, type QuoteLine, quoteProblem, totalsOf } from './quote.domain.js';

const line = (change: Partial<QuoteLine> = {}): QuoteLine => ({ kind: 'labour', partNumber: null, quantity: 1, unitPrice: 100, ...change });
const quote = (change: Partial<Quote> = {}): Quote => ({ currency: 'CNY', taxBasisPoints: 0, lines: [line()], ...change });

describe('the totals of a quote', () => {
  it('[A4-3] add parts, labour and travel in whole minor units', () => {
    const lines = [line({ kind: 'parts', partNumber: 'MB-200', quantity: 3, unitPrice: 33_333 }), line({ quantity: 90, unitPrice: 167 }), line({ kind: 'travel', quantity: 12, unitPrice: 250 })];
    expect(totalsOf(quote({ lines }))).toEqual({ net: 118_029, tax: 0, total: 118_029 });
  });

  it.each([
    [100, 1_300, 13],
    [50, 100, 1],
    [49, 100, 0],
    [1, 4_999, 0],
    [1, 5_000, 1],
    [0, 10_000, 0],
  ])('take the tax once on the net total and round it half up: %i at %i basis points is %i', (net, taxBasisPoints, tax) => {
    expect(totalsOf(quote({ taxBasisPoints, lines: [line({ unitPrice: net })] }))).toEqual({ net, tax, total: net + tax });
  });

  it('round once, not line by line', () => {
    expect(totalsOf(quote({ taxBasisPoints: 1_000, lines: [line({ unitPrice: 4 }), line({ unitPrice: 4 }), line({ unitPrice: 4 })] })).tax).toBe(1);
  });

  it('are exact up to the largest total, and no further', () => {
    expect(quoteProblem(quote({ lines: [line({ unitPrice: largestTotal })] }))).toBeNull();
    expect(quoteProblem(quote({ lines: [line({ unitPrice: largestTotal }), line({ unitPrice: 1 })] }))).toBe('quote.too-large');
    expect(quoteProblem(quote({ lines: [line({ quantity: Number.MAX_SAFE_INTEGER, unitPrice: Number.MAX_SAFE_INTEGER })] }))).toBe('quote.too-large');
    expect(quoteProblem(quote({ taxBasisPoints: 1, lines: [line({ unitPrice: largestTotal })] }))).toBe('quote.too-large');
  });
});

describe('a quote', () => {
  it.each<[string, Partial<Quote>, string]>([
    ['a negative price', { lines: [line({ unitPrice: -1 })] }, 'quote.amount-invalid'],
    ['a part of a minor unit', { lines: [line({ unitPrice: 0.5 })] }, 'quote.amount-invalid'],
    ['no number', { lines: [line({ unitPrice: Number.NaN })] }, 'quote.amount-invalid'],
    ['nothing of something', { lines: [line({ quantity: 0 })] }, 'quote.quantity-invalid'],
    ['less than nothing', { lines: [line({ quantity: -2 })] }, 'quote.quantity-invalid'],
    ['a tax above all', { taxBasisPoints: 10_001 }, 'quote.tax-invalid'],
    ['a negative tax', { taxBasisPoints: -1 }, 'quote.tax-invalid'],
    ['a currency that is none', { currency: 'yuan' }, 'quote.currency-invalid'],
    ['a part without its number', { lines: [line({ kind: 'parts' })] }, 'quote.part-missing'],
    ['labour with a part number', { lines: [line({ partNumber: 'X' })] }, 'quote.part-missing'],
    ['more lines than anybody reads', { lines: Array.from({ length: 101 }, () => line()) }, 'quote.too-many-lines'],
  ])('does not hold %s', (_, change, problem) => {
    expect(quoteProblem(quote(change))).toBe(problem);
  });
});
