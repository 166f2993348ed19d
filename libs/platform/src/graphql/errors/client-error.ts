import { DomainError, type ErrorParams } from '@mendline/contracts/errors';
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { isServerAway } from '../../database/server.away.js';
import { sqlStateOf } from '../../database/transaction.retry.js';
import { categoryOf, type ErrorCategory } from './error.categories.js';
import { type Language, messageFor } from './message.catalogue.js';

/** Whom an answer is for. */
export interface Audience {
  readonly language: Language;
  readonly correlationId: string;
}

/** An error as callers may see it: no stack, no text of the cause. */
export interface ClientError {
  readonly code: ErrorCategory;
  /** Stable domain code, for programs. */
  readonly reason: string;
  readonly params: ErrorParams;
}

/** Waits for a lock or a statement that took too long: as with a database that is away, the same again may help. */
const tookTooLong: readonly (string | undefined)[] = ['55P03', '57014'];

/** A character that no text in the database may hold, such as NUL: where nobody looks at an id or a code before, the database finds it. */
const unstorableText: readonly (string | undefined)[] = ['22021', '22P05'];

const coded = (code: ErrorCategory, reason: string, params: ErrorParams = {}): ClientError => ({ code, reason, params });

const property = (error: unknown, name: string): unknown => (typeof error === 'object' && error !== null ? (Reflect.get(error, name) as unknown) : undefined);

const originOf = (error: unknown): unknown => {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
};

/** An error of the HTTP layer: body, content type, JSON. */
const requestError = (origin: unknown): ClientError | undefined => {
  const status = property(origin, 'statusCode');
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return status === 413 ? coded('BAD_USER_INPUT', 'input.body-too-large') : coded('BAD_USER_INPUT', 'input.malformed');
};

/** Suggestions would tell the schema to whom introspection does not. */
const withoutSuggestion = (message: string): string => message.replace(/ Did you mean .*$/s, '').slice(0, 300);

const isTransient = (origin: unknown): boolean => isServerAway(origin) || tookTooLong.includes(sqlStateOf(origin));

/** Whether an error is a fault of the system, to be logged with its cause. */
export const isFault = (error: ClientError): boolean => error.code === 'INTERNAL' || error.code === 'UNAVAILABLE';

/** Classifies whatever was thrown. What nobody foresaw is `INTERNAL` and tells nothing of its cause. */
export const classify = (error: unknown): ClientError => {
  const origin = originOf(error);
  if (origin instanceof DomainError) return coded(categoryOf(origin.kind), origin.code, origin.params);
  if (origin instanceof GraphQLError) return coded('BAD_USER_INPUT', 'query.invalid', { detail: withoutSuggestion(origin.message) });
  const refused = requestError(origin);
  if (refused) return refused;
  if (unstorableText.includes(sqlStateOf(origin))) return coded('BAD_USER_INPUT', 'input.text-invalid');
  return isTransient(origin) ? coded('UNAVAILABLE', 'service.unavailable') : coded('INTERNAL', 'internal.error');
};

const translated = Symbol('translated');

/** The error that goes over the wire, in the caller's language; an error already translated stays as it is. */
export const toWireError = (error: unknown, audience: Audience): GraphQLError => {
  if (error instanceof GraphQLError && Reflect.has(error, translated)) return error;
  const { code, reason, params } = classify(error);
  const { correlationId, language } = audience;
  const place: GraphQLErrorOptions = error instanceof GraphQLError ? { nodes: error.nodes ?? null, source: error.source, positions: error.positions ?? null, path: error.path ?? null } : {};
  const wire = new GraphQLError(messageFor(reason, { correlationId, ...params }, language), {
    ...place,
    extensions: { code, reason, correlationId, ...(typeof params['retryAfter'] === 'number' ? { retryAfter: params['retryAfter'] } : {}) },
  });
  return Object.defineProperty(wire, translated, { value: true });
};
