import type { ErrorKind } from '@mendline/contracts/errors';

/** The closed list of `errors[].extensions.code`; `extensions.reason` carries the stable domain code. */
export const errorCategories = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'] as const;
export type ErrorCategory = (typeof errorCategories)[number];

const byKind: Readonly<Record<ErrorKind, ErrorCategory>> = {
  invalid: 'BAD_USER_INPUT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  busy: 'RATE_LIMITED',
  unavailable: 'UNAVAILABLE',
};

export const categoryOf = (kind: ErrorKind): ErrorCategory => byKind[kind];

const statuses: Readonly<Record<ErrorCategory, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** HTTP status of a request that is refused as a whole; errors of single fields answer 200. */
export const statusOf = (category: ErrorCategory): number => statuses[category];
