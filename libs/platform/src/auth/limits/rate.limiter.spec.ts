import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from './rate.limiter.js';

const start = Date.parse('2026-03-01T00:00:00Z');

const limiterAt = (clock: { ms: number }): RateLimiter =>
  new RateLimiter({ perClient: { burst: 3, perSecond: 1 }, perTenant: { burst: 5, perSecond: 2 } }, () => new Date(start + clock.ms));

describe('RateLimiter', () => {
  it('allows the burst, then refuses with the seconds to wait, then allows again', () => {
    const clock = { ms: 0 };
    const limiter = limiterAt(clock);
    const key = { client: 'a', tenant: 'huaxin' };
    for (let i = 0; i < 3; i += 1) limiter.take(key);
    expect(() => limiter.take(key)).toThrow(expect.objectContaining({ kind: 'busy', code: 'rate.limited', params: { retryAfter: 1 } }));
    clock.ms = 1_000;
    expect(() => limiter.take(key)).not.toThrow();
    expect(() => limiter.take(key)).toThrow('rate.limited');
  });

  it('limits the tenant over all its clients, and leaves another tenant alone', () => {
    const limiter = limiterAt({ ms: 0 });
    for (const client of ['a', 'b', 'c', 'd', 'e']) limiter.take({ client, tenant: 'huaxin' });
    expect(() => limiter.take({ client: 'f', tenant: 'huaxin' })).toThrow('rate.limited');
    expect(() => limiter.take({ client: 'a', tenant: 'borealis' })).not.toThrow();
  });

  it('takes nothing from the tenant for a refused request of one client', () => {
    const limiter = limiterAt({ ms: 0 });
    for (let i = 0; i < 3; i += 1) limiter.take({ client: 'a', tenant: 'huaxin' });
    for (let i = 0; i < 50; i += 1) expect(() => limiter.take({ client: 'a', tenant: 'huaxin' })).toThrow();
    expect(() => limiter.take({ client: 'b', tenant: 'huaxin' })).not.toThrow();
    expect(() => limiter.take({ client: 'c', tenant: 'huaxin' })).not.toThrow();
  });
});
