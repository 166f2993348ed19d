import type { messagesZh } from './messages.zh.js';

/** Messages of the platform in English, by domain code. `{name}` shows a parameter of the error. */
export const messagesEn = {
  'auth.token-missing': 'Please sign in first.',
  'auth.token-invalid': 'The token is not valid; please sign in again.',
  'auth.token-expired': 'Your session has expired; please sign in again.',
  'auth.issuer-unavailable': 'Your identity cannot be checked at the moment; please try again later.',
  'auth.role-not-allowed': 'You are not allowed to do this.',
  'rate.limited': 'Too many requests; please try again in {retryAfter} s.',
  'query.invalid': 'The query is not valid: {detail}',
  'query.too-deep': 'The query is nested too deeply ({actual} levels, at most {max}).',
  'query.too-many-aliases': 'The query has too many aliases ({actual}, at most {max}).',
  'query.too-large': 'The query is too large ({actual}, at most {max}).',
  'query.too-complex': 'The query is too complex ({actual}, at most {max}).',
  'query.not-trusted': 'Only registered queries are accepted.',
  'input.malformed': 'The request is malformed.',
  'input.body-too-large': 'The request is too large.',
  'input.text-invalid': 'The text contains characters that are not allowed.',
  'input.text-too-long': 'The text is too long ({actual} characters, at most {max}).',
  'input.text-empty': 'The text must not be empty.',
  'input.date-time-invalid': 'The time is not valid; use ISO 8601 with a zone.',
  'input.cursor-invalid': 'The page cursor is not valid.',
  'input.page-size': 'The page size must lie between 1 and {max}.',
  'subscription.too-slow': 'The subscription ended because it was read too slowly; subscribe again and refresh.',
  'service.unavailable': 'The service is not available at the moment; please try again later.',
  'internal.error': 'Internal error; please tell the administrator the number {correlationId}.',
} as const satisfies Readonly<Record<keyof typeof messagesZh, string>>;
