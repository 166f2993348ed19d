import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PASSING_TIME } from '../clock/clock.js';
import { AccessGuard } from './access/access.guard.js';
import { GuardedFieldsCheck } from './access/guarded-fields.check.js';
import { RateLimiter, type RateLimits } from './limits/rate.limiter.js';
import { TokenVerifier, type TokenVerifierOptions } from './tokens/token.verifier.js';

export interface AuthOptions extends TokenVerifierOptions {
  /** Default: 200 at once and 100/s per client, 4,000 and 2,000/s per tenant. */
  readonly rateLimits?: RateLimits;
}

const defaultRateLimits: RateLimits = {
  perClient: { burst: 200, perSecond: 100 },
  perTenant: { burst: 4_000, perSecond: 2_000 },
};

/** Identity of a service process: verifier, rate limits, the global default-deny guard and its boot check. Import once, in the root module. */
@Module({})
export class AuthModule {
  static forRoot(options: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: TokenVerifier, inject: [{ token: PASSING_TIME, optional: true }], useFactory: (now?: () => Date) => new TokenVerifier({ ...(now && { now }), ...options }) },
        { provide: RateLimiter, useFactory: () => new RateLimiter(options.rateLimits ?? defaultRateLimits, options.now) },
        { provide: APP_GUARD, useClass: AccessGuard },
        GuardedFieldsCheck,
      ],
      exports: [TokenVerifier, RateLimiter],
    };
  }
}
