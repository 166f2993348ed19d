import type { RunVerdict } from '../checker/index.js';

/** What a long run came to; printed as JSON in the last line. */
export interface LongResult {
  readonly problems: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

export type Say = (line: string) => void;

/** The part of a verdict that is counted. */
export const figuresOf = ({ lost, duplicates, escalationsDue, escalationsRaised, escalationsCorrected }: RunVerdict): Record<string, number> => ({
  lost, duplicates, escalationsDue, escalationsRaised, escalationsCorrected,
});
