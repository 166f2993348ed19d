import { Logger } from '@nestjs/common';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import type { MercuriusOptions } from 'mercurius';
import type { RequestContext } from '../context/request.context.js';
import { classify, isFault, toWireError } from '../errors/client-error.js';
import { type ErrorCategory, statusOf } from '../errors/error.categories.js';

type ErrorFormatter = NonNullable<MercuriusOptions['errorFormatter']>;

const logger = new Logger('GraphQL');

const wrappedErrors = (error: GraphQLError): readonly unknown[] => {
  const errors: unknown = error.originalError ? Reflect.get(error.originalError, 'errors') : undefined;
  return Array.isArray(errors) ? errors : [error];
};

/** Under the number that the caller is told, with its cause. */
const logFault = (error: unknown, correlationId: string): void => {
  if (!isFault(classify(error))) return;
  const cause: unknown = error instanceof Error ? (Reflect.get(error, 'originalError') ?? error) : error;
  logger.error(new Error(`request ${correlationId} failed`, { cause }));
};

/** Errors as callers may see them: code, reason, translated message, correlation id. 200 once execution began, else the status of the first error. */
export const formatErrors: ErrorFormatter = (execution, context) => {
  const audience = context as unknown as RequestContext;
  const errors = execution.errors.flatMap(wrappedErrors);
  for (const error of errors) logFault(error, audience.correlationId);
  const wire = errors.map((error) => toWireError(error, audience));
  const executed = 'data' in execution;
  const response: FormattedExecutionResult = { data: execution.data ?? null, errors: wire.map((error) => error.toJSON()) };
  return { statusCode: executed ? 200 : statusOfFirst(wire, errors), response };
};

/** Fastify's own status where it refused the request, else that of the category. */
const statusOfFirst = (wire: readonly GraphQLError[], errors: readonly unknown[]): number => {
  const [first] = errors;
  const status: unknown = first instanceof GraphQLError && first.originalError ? Reflect.get(first.originalError, 'statusCode') : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  return statusOf((wire[0]?.extensions['code'] ?? 'INTERNAL') as ErrorCategory);
};
