import { describe, expect, it } from '@jest/globals';
import { conflict } from '@mendline/contracts/errors';
import { UnreadableFact } from '@mendline/contracts/facts';
import { failureKindOf } from './fact.failure.js';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('how a consumer meets a failure', () => {
  it.each([
    ['unreadable', new UnreadableFact('type')],
    ['refused', conflict('fold.refused')],
    ['failed', new TypeError('bug')],
    ['failed', coded('23505')],
    ['unavailable', coded('ECONNREFUSED')],
    ['unavailable', coded('57P01')],
    ['unavailable', coded('08006')],
    ['unavailable', coded('53300')],
    ['unavailable', Object.assign(new Error('query failed'), { driverError: coded('57P03') })],
    ['unavailable', new Error('Connection terminated unexpectedly')],
  ] as const)('%s: %s', (kind, error) => {
    expect(failureKindOf(error)).toBe(kind);
  });
});
