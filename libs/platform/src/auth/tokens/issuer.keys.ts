import { createRemoteJWKSet, type CryptoKey, errors, type FlattenedJWSInput, type JWSHeaderParameters, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { issuerUnavailable, tokenInvalid } from './auth.errors.js';

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Times in milliseconds. */
export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Age after which the keys are fetched again beside the traffic; the old ones serve until then. */
  readonly refreshAfter: number;
  /** Shortest time between two fetches, so that unknown key ids or a dead issuer cause no flood. */
  readonly coolDown: number;
  readonly timeout: number;
  readonly now: () => Date;
}

/**
 * Public keys of one OIDC issuer, found by discovery at the first need: an issuer that is down at boot delays tokens, not the boot.
 * Once fetched, keys go on serving while the issuer is away.
 */
export class IssuerKeys {
  #keys: RemoteJWKSet | undefined;
  #loading: Promise<RemoteJWKSet> | undefined;
  #refreshAt = 0;
  #retryAt = 0;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** Key for a token's header. Throws `auth.issuer-unavailable` or `auth.token-invalid` (no such key). */
  readonly find = async (header?: JWSHeaderParameters, token?: FlattenedJWSInput): Promise<CryptoKey> => {
    const keys = await this.#load();
    if (this.#time() >= this.#refreshAt) this.#refresh(keys);
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw tokenInvalid();
      throw issuerUnavailable();
    }
  };

  /** Whether keys were fetched at least once. */
  get ready(): boolean {
    return this.#keys !== undefined;
  }

  #time(): number {
    return this.options.now().getTime();
  }

  async #load(): Promise<RemoteJWKSet> {
    if (this.#keys) return this.#keys;
    if (!this.#loading && this.#time() < this.#retryAt) throw issuerUnavailable();
    this.#loading ??= this.#discover().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #discover(): Promise<RemoteJWKSet> {
    const { issuer, coolDown, timeout } = this.options;
    try {
      const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(timeout) });
      const document = discoverySchema.parse(await response.json());
      if (document.issuer !== issuer) throw issuerUnavailable();
      const keys = createRemoteJWKSet(new URL(document.jwks_uri), { cacheMaxAge: Infinity, cooldownDuration: coolDown, timeoutDuration: timeout });
      await keys.reload();
      this.#keys = keys;
      this.#refreshAt = this.#time() + this.options.refreshAfter;
      return keys;
    } catch {
      this.#retryAt = this.#time() + coolDown;
      throw issuerUnavailable();
    }
  }

  #refresh(keys: RemoteJWKSet): void {
    this.#refreshAt = this.#time() + this.options.coolDown;
    keys.reload().then(
      () => {
        this.#refreshAt = this.#time() + this.options.refreshAfter;
      },
      () => undefined,
    );
  }
}
