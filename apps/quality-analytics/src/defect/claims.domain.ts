/** A report of a fault that counts: of a batch of one model, or of a model of one category. */
export interface Claim {
  /** The batch, or the model. */
  readonly unit: string;
  readonly fault: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ticketId: string;
  /** Null where the device is not known: then it counts as one of its own. */
  readonly deviceId: string | null;
}

/** The claims of one batch or model, in the order of time. */
export interface UnitHistory {
  readonly unit: string;
  readonly claims: readonly Claim[];
  /** When it was first heard of: its age counts from here. */
  readonly origin: number;
  /** Instants of all claims, and of those of each fault. */
  readonly all: readonly number[];
  readonly byFault: ReadonlyMap<string, readonly number[]>;
}

const grouped = <K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

const historyOf = (unit: string, given: readonly Claim[]): UnitHistory => {
  const claims = [...given].sort((a, b) => a.at - b.at || (a.ticketId < b.ticketId ? -1 : 1));
  const byFault = new Map([...grouped(claims, ({ fault }) => fault)].map(([fault, ofFault]) => [fault, ofFault.map(({ at }) => at)]));
  return { unit, claims, origin: claims[0]?.at ?? 0, all: claims.map(({ at }) => at), byFault };
};

/** The histories of all units that have claims. */
export const historiesOf = (claims: readonly Claim[]): UnitHistory[] => [...grouped(claims, ({ unit }) => unit)].map(([unit, ofUnit]) => historyOf(unit, ofUnit));

/** Instants of one fault's claims; null: of all. */
export const instantsOf = ({ all, byFault }: UnitHistory, fault: string | null): readonly number[] => (fault === null ? all : (byFault.get(fault) ?? []));

/** How many instants of a sorted list lie before one. */
const before = (sorted: readonly number[], at: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many instants of a sorted list lie in [from, to]. */
export const countBetween = (sorted: readonly number[], from: number, to: number): number => (to < from ? 0 : before(sorted, to + 1) - before(sorted, from));
