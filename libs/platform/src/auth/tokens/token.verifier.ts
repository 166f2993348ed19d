import { DomainError } from '@mendline/contracts/errors';
import { errors, jwtVerify } from 'jose';
import { issuerUnavailable, tokenExpired, tokenInvalid } from './auth.errors.js';
import { IssuerKeys } from './issuer.keys.js';
import { type Principal, principalFromClaims } from './principal.js';

/** Times in milliseconds. */
export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly refreshKeysAfter?: number;
  readonly keyCoolDown?: number;
  readonly timeout?: number;
  /** How long a verified token is remembered; it never outlives its `exp`. */
  readonly rememberFor?: number;
  /** A service's database tells it (`PASSING_TIME`), the gateway goes by its services; by default the machine's own. */
  readonly now?: () => Date;
}

interface Remembered {
  readonly principal: Principal;
  readonly until: number;
}

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const longestToken = 8 * 1024;
const rememberedTokens = 5_000;

/** Turns a bearer token into a `Principal`: signature by the issuer's keys, `iss`, `aud`, `exp`, then the form of the claims. */
export class TokenVerifier {
  readonly #keys: IssuerKeys;
  readonly #remembered = new Map<string, Remembered>();
  readonly #now: () => Date;

  constructor(private readonly options: TokenVerifierOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#keys = new IssuerKeys({
      issuer: options.issuer,
      refreshAfter: options.refreshKeysAfter ?? 600_000,
      coolDown: options.keyCoolDown ?? 5_000,
      timeout: options.timeout ?? 5_000,
      now: this.#now,
    });
  }

  /** Throws `auth.token-invalid`, `auth.token-expired` or `auth.issuer-unavailable`. */
  async verify(token: string): Promise<Principal> {
    const now = this.#now().getTime();
    const known = this.#remembered.get(token);
    if (known && now < known.until) return known.principal;
    if (token.length > longestToken) throw tokenInvalid();
    const principal = principalFromClaims(await this.#claims(token));
    if (!principal) throw tokenInvalid();
    this.#remember(token, { principal, until: Math.min(principal.expiresAt.getTime(), now + (this.options.rememberFor ?? 60_000)) });
    return principal;
  }

  /** The time by which tokens expire. */
  now(): Date {
    return this.#now();
  }

  /** Whether the issuer's keys were fetched: part of readiness, not of liveness. */
  get ready(): boolean {
    return this.#keys.ready;
  }

  async #claims(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.find, {
        algorithms,
        issuer: this.options.issuer,
        audience: this.options.audience,
        requiredClaims: ['exp', 'sub'],
        currentDate: this.#now(),
      });
      return payload;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (error instanceof errors.JWTExpired) throw tokenExpired();
      if (error instanceof errors.JOSEError) throw tokenInvalid();
      throw issuerUnavailable();
    }
  }

  #remember(token: string, entry: Remembered): void {
    this.#remembered.delete(token);
    this.#remembered.set(token, entry);
    if (this.#remembered.size <= rememberedTokens) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** The token of an `Authorization` header; `undefined` without a header. Throws `auth.token-invalid` for another scheme. */
export const bearerToken = (header: string | undefined): string | undefined => {
  if (header === undefined || header === '') return undefined;
  const match = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(header);
  if (!match?.[1]) throw tokenInvalid();
  return match[1];
};
