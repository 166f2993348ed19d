import { DomainError } from '@mendline/contracts/errors';
import { ApplicationFailure } from '@temporalio/common';

/** Kinds that pass by themselves: Temporal tries again. */
const passing = new Set(['busy', 'unavailable']);

/**
 * A broken rule as workflows see it: `type` is the code, and it is not tried again; only `busy` and `unavailable` are.
 * Everything that is not a {@link DomainError} goes through unchanged and is tried again.
 */
export const translateActivityError = (error: unknown): unknown =>
  error instanceof DomainError
    ? ApplicationFailure.create({
        message: error.code,
        type: error.code,
        nonRetryable: !passing.has(error.kind),
        details: [{ kind: error.kind, params: error.params }],
      })
    : error;
