import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { formatErrors } from './error.formatter.js';

const audience = { language: 'en', correlationId: '01J9ZZZZ' };
const format = (originalError: Error) => formatErrors({ data: null, errors: [new GraphQLError('x', { originalError })] }, audience as never);

describe('a fault', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is logged under the number that the caller is told, with its cause', () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const cause = new TypeError('undefined is not a function');
    const { response } = format(cause);
    expect(response.errors?.[0]?.message).toContain(audience.correlationId);
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ message: expect.stringContaining(audience.correlationId), cause }));
  });
});
