import { DomainError } from '@mendline/contracts/errors';
import { UnreadableFact } from '@mendline/contracts/facts';
import { isServerAway } from '../database/index.js';

/**
 * How a failure of a consumer is met: `unreadable` and `refused` are parked at once, `failed` after a few short retries,
 * `unavailable` (the reader's own database is away) is waited for and never parked.
 */
export type FailureKind = 'unreadable' | 'refused' | 'failed' | 'unavailable';

export const failureKindOf = (error: unknown): FailureKind => {
  if (error instanceof UnreadableFact) return 'unreadable';
  if (error instanceof DomainError) return 'refused';
  return isServerAway(error) ? 'unavailable' : 'failed';
};
