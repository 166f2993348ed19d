/** Pieces of a part in a region. `reserved` of those `onHand` are kept for plans. */
export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

/** What a plan wants of a part: what is kept, what is ordered, what was used. Together never more than `wanted`. */
export interface Wanting {
  readonly wanted: number;
  readonly reserved: number;
  readonly ordered: number;
  readonly used: number;
}

export interface StockMove {
  readonly stock: Stock;
  readonly wanting: Wanting;
}

export const freeOf = ({ onHand, reserved }: Stock): number => onHand - reserved;

/** Keeps what is free, orders the rest [A7-11, A9-17]. What went into the machine by an earlier version of the plan is used of this one too. */
export const reserve = (stock: Stock, wanted: number, usedBefore = 0): StockMove => {
  const used = Math.min(wanted, usedBefore);
  const kept = Math.min(wanted - used, freeOf(stock));
  return { stock: { ...stock, reserved: stock.reserved + kept }, wanting: { wanted, reserved: kept, ordered: wanted - used - kept, used } };
};

/** What came in goes to who waits for it. */
export const fulfil = (stock: Stock, wanting: Wanting): StockMove => {
  const kept = Math.min(wanting.ordered, freeOf(stock));
  return { stock: { ...stock, reserved: stock.reserved + kept }, wanting: { ...wanting, reserved: wanting.reserved + kept, ordered: wanting.ordered - kept } };
};

/** Gives back what is kept and takes the order back; what was used stays used. */
export const release = (stock: Stock, wanting: Wanting): StockMove => ({
  stock: { ...stock, reserved: stock.reserved - wanting.reserved },
  wanting: { ...wanting, reserved: 0, ordered: 0 },
});

/** Takes pieces out of stock: the kept ones first, then free ones in place of ordered ones. Null where there are not as many. */
export const consume = (stock: Stock, wanting: Wanting, quantity: number): StockMove | null => {
  const kept = Math.min(quantity, wanting.reserved);
  const free = quantity - kept;
  if (free > Math.min(freeOf(stock), wanting.ordered)) return null;
  return {
    stock: { onHand: stock.onHand - quantity, reserved: stock.reserved - kept },
    wanting: { ...wanting, reserved: wanting.reserved - kept, ordered: wanting.ordered - free, used: wanting.used + quantity },
  };
};

/** The stock after a count or a delivery; null where it would fall below what is kept for plans. */
export const adjust = (stock: Stock, by: number): Stock | null => (stock.onHand + by < stock.reserved ? null : { ...stock, onHand: stock.onHand + by });

/** What is wrong with a change of the stock: whole pieces, not none, at most a hundred thousand at once. */
export const isAdjustment = (by: number): boolean => Number.isSafeInteger(by) && by !== 0 && Math.abs(by) <= 100_000;
