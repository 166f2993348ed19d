import type { RunVerdict } from '../checker/index.js';
import type { LongOptions } from './long.options.js';

/** What a long run came to; printed as JSON in the last line. */
export interface LongResult {
  readonly problems: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

/** One line of standard output. */
export interface LongLine {
  readonly ok: boolean;
  readonly options: LongOptions;
  readonly figures: LongResult['figures'];
}

/** The figures of several runs, each added up. */
export const sumsOf = (runs: readonly LongResult['figures'][]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [name, value] of runs.flatMap((figures) => Object.entries(figures))) sums[name] = Math.round(((sums[name] ?? 0) + value) * 10) / 10;
  return sums;
};

export type Say = (line: string) => void;

/** The part of a verdict that is counted. */
export const figuresOf = ({ lost, duplicates, escalationsDue, escalationsRaised, escalationsCorrected }: RunVerdict): Record<string, number> => ({
  lost, duplicates, escalationsDue, escalationsRaised, escalationsCorrected,
});
