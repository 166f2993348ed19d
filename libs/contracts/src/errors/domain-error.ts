/** How a refusal is to be understood by a caller, independent of the protocol that carries it. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'busy' | 'unavailable';

/** A stable, translatable refusal code: `'<noun>.<reason>'`. */
export type ErrorCode = `${string}.${string}`;

/** Values that a translated message may show. Never personal data. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * A broken rule with a stable code. Thrown by domain and service code; adapters translate it
 * (GraphQL: `extensions.code` and `reason`; Temporal: `ApplicationFailure` with `type = code`, non-retryable).
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly kind: ErrorKind,
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
  ) {
    super(code);
  }
}

/** Input of the wrong form or value. */
export const invalid = (code: ErrorCode, params?: ErrorParams): DomainError => new DomainError('invalid', code, params);

/** The thing does not exist for this tenant and caller. */
export const notFound = (code: ErrorCode, params?: ErrorParams): DomainError => new DomainError('not-found', code, params);

/** The state of the thing does not allow it. */
export const conflict = (code: ErrorCode, params?: ErrorParams): DomainError => new DomainError('conflict', code, params);

/** The caller may not do it. */
export const forbidden = (code: ErrorCode, params?: ErrorParams): DomainError => new DomainError('forbidden', code, params);
