import { DomainError } from '@mendline/contracts/errors';
import { UnreadableFact } from '@mendline/contracts/facts';
import { sqlStateOf } from '../database/index.js';

/**
 * How a failure of a consumer is met: `unreadable` and `refused` are parked at once, `failed` after a few short retries,
 * `unavailable` (the reader's own database is away) is waited for and never parked.
 */
export type FailureKind = 'unreadable' | 'refused' | 'failed' | 'unavailable';

/** Connection failures, shutdown, too many connections, read-only while failing over. */
const unavailableStates = /^(08|57P0|53|25006)/;
const unavailableCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const unavailableWords = /connection (terminated|ended|timeout)|timeout exceeded when trying to connect|not queryable|database was closed/i;

export const failureKindOf = (error: unknown): FailureKind => {
  if (error instanceof UnreadableFact) return 'unreadable';
  if (error instanceof DomainError) return 'refused';
  const code = sqlStateOf(error) ?? '';
  if (unavailableStates.test(code) || unavailableCodes.has(code)) return 'unavailable';
  return error instanceof Error && unavailableWords.test(error.message) ? 'unavailable' : 'failed';
};
