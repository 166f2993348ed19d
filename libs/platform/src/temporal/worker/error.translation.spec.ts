import { describe, expect, it } from '@jest/globals';
import { conflict, DomainError } from '@mendline/contracts/errors';
import { ApplicationFailure } from '@temporalio/common';
import { translateActivityError } from './error.translation.js';

describe('translateActivityError', () => {
  it('makes a broken rule a failure of that code which is not tried again', () => {
    const failure = translateActivityError(conflict('offer.expired', { minutes: 5 }));
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'offer.expired', nonRetryable: true, details: [{ kind: 'conflict', params: { minutes: 5 } }] });
  });

  it.each(['busy', 'unavailable'] as const)('lets %s be tried again', (kind) => {
    expect(translateActivityError(new DomainError(kind, 'engine.away'))).toMatchObject({ type: 'engine.away', nonRetryable: false });
  });

  it('leaves every other error as it is', () => {
    const error = new TypeError('x is undefined');
    expect(translateActivityError(error)).toBe(error);
  });
});
