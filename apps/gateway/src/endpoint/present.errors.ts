import { classify, type Audience, type ClientError, errorCategories, type ErrorCategory, messageFor, statusOf } from '@mendline/platform/graphql/errors';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';

const isCategory = (value: unknown): value is ErrorCategory => errorCategories.some((category) => category === value);

/** An error that a service already made for callers. */
const fromService = (error: GraphQLError): Record<string, unknown> | undefined => {
  const { code, reason, correlationId, retryAfter } = error.extensions;
  if (!isCategory(code) || typeof reason !== 'string') return undefined;
  return { code, reason, correlationId, ...(typeof retryAfter === 'number' ? { retryAfter } : {}) };
};

/** An error of the execution that no service coded: a service could not be reached or answered nonsense. */
const ofExecution = (error: unknown): ClientError => {
  const known = classify(error);
  if (known.code !== 'INTERNAL' && known.reason !== 'query.invalid') return known;
  return { code: 'UNAVAILABLE', reason: 'service.unavailable', params: {} };
};

/** One error as callers see it: whitelisted extensions, no cause, no address of a service. */
export const presentError = (error: unknown, audience: Audience, executed: boolean): GraphQLFormattedError => {
  const path = error instanceof GraphQLError && error.path ? { path: error.path } : {};
  const coded = error instanceof GraphQLError ? fromService(error) : undefined;
  if (coded && error instanceof GraphQLError) return { message: error.message, ...path, extensions: coded };
  const { code, reason, params } = executed ? ofExecution(error) : classify(error);
  const extensions = { code, reason, correlationId: audience.correlationId, ...(typeof params['retryAfter'] === 'number' ? { retryAfter: params['retryAfter'] } : {}) };
  return { message: messageFor(reason, { correlationId: audience.correlationId, ...params }, audience.language), ...path, extensions };
};

const wrapped = (error: unknown): readonly unknown[] => {
  const errors: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'errors') : undefined;
  return Array.isArray(errors) && errors.length > 0 ? errors : [error];
};

/** The result as callers see it. An error with a path, or beside data, is one of the execution; any other one of the request. */
export const presentResult = (result: ExecutionResult, audience: Audience): FormattedExecutionResult => {
  const data = result.data === undefined ? {} : { data: result.data };
  if (!result.errors) return data;
  const executed = result.data !== undefined;
  const errors = result.errors.flatMap(wrapped).map((error) => presentError(error, audience, executed || (error instanceof GraphQLError && (error.path !== undefined || error.originalError !== undefined))));
  return { ...data, errors };
};

/** 200 once execution began, else the status of the first error. */
export const statusOfResult = ({ data, errors }: FormattedExecutionResult): number => {
  const code: unknown = errors?.[0]?.extensions?.['code'];
  return data !== undefined || !isCategory(code) ? 200 : statusOf(code);
};
