import { diffPacks } from '@mendline/contracts/policy-pack';
import type { PackChange, PolicyPack } from '@mendline/contracts/policy-pack';

/** A difference in words: values as JSON, null for what is not there. */
export interface ChangeInWords {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

const words = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** What differs between two packs, in words. */
export const changesInWords = (before: PolicyPack, after: PolicyPack): ChangeInWords[] => diffPacks(before, after).map((change: PackChange) => ({ path: change.path, before: words(change.before), after: words(change.after) }));
