import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@mendline/contracts/errors';
import { GraphQLError } from 'graphql';
import { presentError, presentResult, statusOfResult } from './present.errors.js';

const en = { language: 'en', correlationId: 'c-1' } as const;

describe('presentResult', () => {
  it('lets whitelisted extensions of a service through and nothing else', () => {
    const error = new GraphQLError('Already closed.', { path: ['a'], extensions: { code: 'CONFLICT', reason: 'ticket.closed', correlationId: 'c-9', serviceName: 'intake', stacktrace: ['at x'] } });
    expect(presentResult({ data: { a: null }, errors: [error] }, en)).toEqual({
      data: { a: null },
      errors: [{ message: 'Already closed.', path: ['a'], extensions: { code: 'CONFLICT', reason: 'ticket.closed', correlationId: 'c-9' } }],
    });
  });

  it('unpacks several errors that travel as one, from HTTP and from a socket', () => {
    const coded = { message: 'No.', extensions: { code: 'FORBIDDEN', reason: 'a.b' } };
    const aggregate = Object.assign(new Error('several'), { errors: [coded] });
    for (const carrier of [aggregate, new GraphQLError('several', { originalError: aggregate }), Object.assign(new GraphQLError(''), { originalError: [coded] })]) {
      expect(presentResult({ errors: [carrier as GraphQLError] }, en).errors).toEqual([{ message: 'No.', extensions: { code: 'FORBIDDEN', reason: 'a.b' } }]);
    }
  });

  it('takes an uncoded error of the execution for a service that is away, and never shows it', () => {
    const error = new GraphQLError('connect ECONNREFUSED 127.0.0.1:4001', { path: ['a'], originalError: new Error('fetch failed http://127.0.0.1:4001') });
    const { errors } = presentResult({ data: null, errors: [error] }, en);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    expect(JSON.stringify(errors)).not.toContain('4001');
  });

  it('takes a variable of the wrong type for a wrong query, without repeating what was sent', () => {
    const error = new GraphQLError('Variable "$input" got invalid value { name: "王小明" }; Field "description" of required type "String!" was not provided.');
    const { errors } = presentResult({ data: null, errors: [error] }, en);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'query.invalid' });
    expect(JSON.stringify(errors)).not.toContain('王小明');
  });

  it('does not believe a code of somebody else', () => {
    expect(presentError(new GraphQLError('x', { extensions: { code: 'INTERNAL_SERVER_ERROR', reason: 'a.b' } }), en, true).extensions).toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('statusOfResult', () => {
  it('is 200 once there is data, else that of the first error', () => {
    const refusal = presentError(new DomainError('busy', 'rate.limited', { retryAfter: 3 }), en, false);
    expect(refusal.extensions).toMatchObject({ retryAfter: 3 });
    expect([statusOfResult({ data: null, errors: [refusal] }), statusOfResult({ errors: [refusal] }), statusOfResult({ data: {} })]).toEqual([200, 429, 200]);
  });
});
