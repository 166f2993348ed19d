import { bearerToken, type Principal, type RateLimiter, type TokenVerifier } from '@mendline/platform/auth/tokens';
import { type Audience, languageOf } from '@mendline/platform/graphql/errors';
import { ulid } from 'ulid';

/** What every service is told of a request. */
export interface Upstream {
  readonly authorization: string;
  readonly language: string;
  readonly correlationId: string;
}

/** One caller, verified; `principal` is absent without a token (public fields answer all the same). */
export interface Caller {
  readonly principal?: Principal;
  readonly audience: Audience;
  readonly upstream: Upstream;
  /** Whom the rate limit counts. */
  readonly rateKey: { readonly client: string; readonly tenant?: string };
}

/** Lower-case names; from an HTTP request or from a socket's `connection_init`. */
export type Headers = Readonly<Record<string, unknown>>;

const text = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Language and correlation id; known before the token is, so that every refusal can be told. */
export const audienceOf = (headers: Headers): Audience => {
  const given = text(headers, 'x-correlation-id');
  return { language: languageOf(text(headers, 'accept-language')), correlationId: given !== undefined && /^[\w.-]{8,64}$/.test(given) ? given : ulid() };
};

/** Verifies callers and counts their requests. */
export class Callers {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly limiter: RateLimiter,
  ) {}

  /** Throws `auth.token-invalid`, `auth.token-expired` or `auth.issuer-unavailable`. */
  async identify(headers: Headers, audience: Audience, address: string): Promise<Caller> {
    const token = bearerToken(text(headers, 'authorization'));
    const upstream = { authorization: token === undefined ? '' : `Bearer ${token}`, language: audience.language, correlationId: audience.correlationId };
    if (token === undefined) return { audience, upstream, rateKey: { client: address } };
    const principal = await this.verifier.verify(token);
    return { principal, audience, upstream, rateKey: { client: principal.subject, tenant: principal.tenant } };
  }

  /** How long a verified caller's token is still good, in milliseconds. */
  timeLeft({ expiresAt }: Principal): number {
    return expiresAt.getTime() - this.verifier.now().getTime();
  }

  /** Counts one operation. Throws `rate.limited`. */
  count(caller: Caller): void {
    this.limiter.take(caller.rateKey);
  }
}
