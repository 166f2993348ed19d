/** What is charged for. */
export const quoteLineKinds = ['parts', 'labour', 'travel', 'other'] as const;
export type QuoteLineKind = (typeof quoteLineKinds)[number];

export interface QuoteLine {
  readonly kind: QuoteLineKind;
  /** Of a line of kind `parts`. */
  readonly partNumber: string | null;
  /** Pieces, minutes or kilometres: whole ones. */
  readonly quantity: number;
  /** Per unit, in minor units of the quote's currency. */
  readonly unitPrice: number;
}

/** What the customer would pay. Tax is data: 1 basis point = 0.01 %. */
export interface Quote {
  readonly currency: string;
  readonly taxBasisPoints: number;
  readonly lines: readonly QuoteLine[];
}

/** Integer minor units. */
export interface QuoteTotals {
  readonly net: number;
  readonly tax: number;
  readonly total: number;
}

/** The largest total, in minor units: 21,474,836.47 of a currency with two decimals. */
export const largestTotal = 2_147_483_647;
const currency = /^[A-Z]{3}$/;
const wholeDown = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

/** What is wrong with a quote; null for a sound one. */
export const quoteProblem = (quote: Quote): `quote.${string}` | null => {
  if (!currency.test(quote.currency)) return 'quote.currency-invalid';
  if (!wholeDown(quote.taxBasisPoints, 0) || quote.taxBasisPoints > 10_000) return 'quote.tax-invalid';
  if (quote.lines.length > 100) return 'quote.too-many-lines';
  if (quote.lines.some(({ unitPrice }) => !wholeDown(unitPrice, 0))) return 'quote.amount-invalid';
  if (quote.lines.some(({ quantity }) => !wholeDown(quantity, 1))) return 'quote.quantity-invalid';
  if (quote.lines.some(({ kind, partNumber }) => (kind === 'parts') !== (partNumber !== null))) return 'quote.part-missing';
  return exactTotals(quote).total > BigInt(largestTotal) ? 'quote.too-large' : null;
};

/**
 * The totals of a sound quote, computed once when a version is written. Rounding: lines are exact; tax is taken once on the net
 * total and rounded half up to a whole minor unit.
 */
export const totalsOf = (quote: Quote): QuoteTotals => {
  const { net, tax, total } = exactTotals(quote);
  return { net: Number(net), tax: Number(tax), total: Number(total) };
};

const exactTotals = ({ lines, taxBasisPoints }: Quote): { readonly net: bigint; readonly tax: bigint; readonly total: bigint } => {
  const net = lines.reduce((sum, { quantity, unitPrice }) => sum + BigInt(quantity) * BigInt(unitPrice), 0n);
  const tax = (net * BigInt(taxBasisPoints) + 5_000n) / 10_000n;
  return { net, tax, total: net + tax };
};
