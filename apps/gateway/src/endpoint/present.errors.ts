import { classify, type Audience, type ClientError, errorCategories, type ErrorCategory, messageFor, statusOf } from '@mendline/platform/graphql/errors';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';

const isCategory = (value: unknown): value is ErrorCategory => errorCategories.some((category) => category === value);

const property = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined);

/** An error that a service already made for callers; from a socket it comes as plain data. */
const fromService = (error: unknown): GraphQLFormattedError | undefined => {
  const extensions = property(error, 'extensions');
  const [code, reason, correlationId, retryAfter] = ['code', 'reason', 'correlationId', 'retryAfter'].map((name) => property(extensions, name));
  if (!isCategory(code) || typeof reason !== 'string') return undefined;
  return { message: String(property(error, 'message')), extensions: { code, reason, correlationId, ...(typeof retryAfter === 'number' ? { retryAfter } : {}) } };
};

/** graphql-js words for a variable that does not fit its type; found when the execution begins. */
const unfitVariable = /^Variable "\$\w+" /u;

/** An error of the execution that no service coded: a service could not be reached or answered nonsense. */
const ofExecution = (error: unknown): ClientError => {
  if (unfitVariable.test(String(property(error, 'message')))) return { code: 'BAD_USER_INPUT', reason: 'query.invalid', params: { detail: 'variables' } };
  const known = classify(error);
  if (known.code !== 'INTERNAL' && known.reason !== 'query.invalid') return known;
  return { code: 'UNAVAILABLE', reason: 'service.unavailable', params: {} };
};

/** One error as callers see it: whitelisted extensions, no cause, no address of a service. */
export const presentError = (error: unknown, audience: Audience, executed: boolean): GraphQLFormattedError => {
  const path = error instanceof GraphQLError && error.path ? { path: error.path } : {};
  const coded = fromService(error);
  if (coded) return { ...coded, ...path };
  const { code, reason, params } = executed ? ofExecution(error) : classify(error);
  const extensions = { code, reason, correlationId: audience.correlationId, ...(typeof params['retryAfter'] === 'number' ? { retryAfter: params['retryAfter'] } : {}) };
  return { message: messageFor(reason, { correlationId: audience.correlationId, ...params }, audience.language), ...path, extensions };
};

/** Several errors travel as one when a service refuses a request as a whole. */
const wrapped = (error: unknown): readonly unknown[] => {
  const several = [property(error, 'errors'), property(error, 'originalError'), property(property(error, 'originalError'), 'errors')].find((value) => Array.isArray(value) && value.length > 0);
  return Array.isArray(several) ? several : [error];
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
