import { DomainError } from '@mendline/contracts/errors';

/** No token where one is needed. */
export const tokenMissing = (): DomainError => new DomainError('unauthenticated', 'auth.token-missing');

/** A token of another issuer, audience, key or form. One code for all: the caller learns no more. */
export const tokenInvalid = (): DomainError => new DomainError('unauthenticated', 'auth.token-invalid');

export const tokenExpired = (): DomainError => new DomainError('unauthenticated', 'auth.token-expired');

/** The issuer's keys cannot be had; a later try may succeed. */
export const issuerUnavailable = (): DomainError => new DomainError('unavailable', 'auth.issuer-unavailable');

/** The caller's roles do not include one that the field asks for. */
export const roleNotAllowed = (): DomainError => new DomainError('forbidden', 'auth.role-not-allowed');

/** Too many requests; `retryAfter` in whole seconds. */
export const rateLimited = (retryAfter: number): DomainError => new DomainError('busy', 'rate.limited', { retryAfter });
