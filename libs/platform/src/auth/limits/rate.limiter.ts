import { rateLimited } from '../tokens/auth.errors.js';

/** A token bucket: `burst` requests at once, then `perSecond`. */
export interface BucketRate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface RateLimits {
  readonly perClient: BucketRate;
  readonly perTenant: BucketRate;
}

/** Whom a request is counted for: a verified subject in its tenant, else the network address. */
export interface RateKey {
  readonly client: string;
  readonly tenant?: string;
}

interface Bucket {
  level: number;
  at: number;
}

const mostBuckets = 20_000;

/** Limits per client and per tenant, in this process's memory; several processes each allow the whole rate. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly limits: RateLimits,
    /** Only differences count; a wall clock that jumps fills or empties no bucket. */
    private readonly now: () => Date = () => new Date(performance.now()),
  ) {}

  /** Counts one request. Throws `rate.limited` with `retryAfter` (seconds); a refused request costs nothing. */
  take(key: RateKey): void {
    const at = this.now().getTime();
    const { perClient, perTenant } = this.limits;
    const client = this.#bucket(`c:${key.tenant ?? ''}:${key.client}`, perClient, at);
    const tenant = key.tenant === undefined ? undefined : this.#bucket(`t:${key.tenant}`, perTenant, at);
    const wait = Math.max(waitSeconds(client, perClient), tenant ? waitSeconds(tenant, perTenant) : 0);
    if (wait > 0) throw rateLimited(wait);
    client.level -= 1;
    if (tenant) tenant.level -= 1;
  }

  #bucket(name: string, rate: BucketRate, at: number): Bucket {
    const found = this.#buckets.get(name);
    if (!found) {
      const fresh: Bucket = { level: rate.burst, at };
      this.#evictOldest();
      this.#buckets.set(name, fresh);
      return fresh;
    }
    found.level = Math.min(rate.burst, found.level + (Math.max(0, at - found.at) / 1000) * rate.perSecond);
    found.at = at;
    // Last used last, so that the oldest entry is the one to forget.
    this.#buckets.delete(name);
    this.#buckets.set(name, found);
    return found;
  }

  #evictOldest(): void {
    if (this.#buckets.size < mostBuckets) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

const waitSeconds = (bucket: Bucket, rate: BucketRate): number => (bucket.level >= 1 ? 0 : Math.max(1, Math.ceil((1 - bucket.level) / rate.perSecond)));
