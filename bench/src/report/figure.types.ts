/** What is measured, in words and numbers; `ours` and `raw` have the same unit. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** The limit of the same machine in the same run; absent where a figure has none. */
  readonly raw?: { readonly what: string; readonly value: number };
  readonly goal: Goal;
  /** What else was seen, for example latencies. */
  readonly details?: Readonly<Record<string, number | string>>;
}

/** A share of the raw limit at least, or a value at most. */
export type Goal = { readonly shareAtLeast: number } | { readonly atMost: number };

/** Processor time of one part of the system during a measurement. */
export interface PartCpu {
  readonly part: string;
  readonly seconds: number;
}

/** Who used the processor while a figure was measured. */
export interface CpuTable {
  readonly title: string;
  /** Units of work done meanwhile, for the column per unit. */
  readonly units: number;
  readonly unit: string;
  readonly parts: readonly PartCpu[];
}

export interface Measurement {
  readonly figures: readonly Figure[];
  readonly cpu?: readonly CpuTable[];
}

export const shareOf = ({ ours, raw }: Figure): number | null => (raw && raw.value > 0 ? ours / raw.value : null);

/** Whether the goal is reached. */
export const isReached = (figure: Figure): boolean => {
  const { goal, ours } = figure;
  return 'atMost' in goal ? ours <= goal.atMost : (shareOf(figure) ?? 0) >= goal.shareAtLeast;
};
