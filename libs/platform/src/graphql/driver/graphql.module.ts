import { type ArgumentsHost, Catch, type DynamicModule, type ExceptionFilter, Module } from '@nestjs/common';
import { APP_FILTER, BaseExceptionFilter } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql';
import { RateLimiter, TokenVerifier } from '../../auth/tokens/index.js';
import { createRequestContext, type Headers } from '../context/request.context.js';
import { defaultDocumentLimits, type DocumentLimits, documentLimitsRule } from '../limits/document.limits.js';
import { dateTimeScalar } from '../schema/date-time.scalar.js';
import { formatErrors } from './error.formatter.js';
import { MendlineFederationDriver, type SubgraphDriverConfig } from './mendline-federation.driver.js';
import { operationHooks, subscriptionCheck } from './operation.checks.js';

/** A class of a type that no query returns and that the schema must have all the same. */
type OrphanedType = abstract new (...args: never[]) => object;

export interface SubgraphOptions {
  /** Default `/graphql`. */
  readonly path?: string;
  /** Whether `__schema` and `__type` answer; `_service` always does. */
  readonly introspection: boolean;
  /** Merged with the defaults; two levels more than the gateway allows, for `_entities`. */
  readonly limits?: Partial<DocumentLimits>;
  /** Cost of one operation; a field is one, a page its children times `first`. Default 5,000. */
  readonly maxComplexity?: number;
  /** Longest request in bytes. Default 256 KiB. */
  readonly bodyLimit?: number;
  /** Types, usually entities of other services, that no query of this service returns. */
  readonly orphanedTypes?: readonly OrphanedType[];
}

const federation = {
  version: 2,
  importUrl: 'https://specs.apollo.dev/federation/v2.9',
  directives: ['@key', '@extends', '@external', '@shareable', '@requires', '@provides', '@override', '@tag', '@inaccessible'],
} as const;

/** GraphQL errors go on to the formatter, unlogged; other protocols keep Nest's own handling. */
@Catch()
export class GraphqlErrorFilter extends BaseExceptionFilter implements ExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<'graphql' | 'http'>() === 'graphql') throw error;
    super.catch(error, host);
  }
}

@Module({})
export class SubgraphModule {}

/** The GraphQL endpoint of a service: federated, limited, authenticated, with coded errors. Needs `AuthModule` in the root module. */
export const graphqlModule = (options: SubgraphOptions): DynamicModule => ({
  module: SubgraphModule,
  imports: [
    GraphQLModule.forRootAsync<SubgraphDriverConfig>({
      driver: MendlineFederationDriver,
      inject: [TokenVerifier, RateLimiter],
      useFactory: (verifier: TokenVerifier, limiter: RateLimiter) => subgraphConfig(options, verifier, limiter),
    }),
  ],
  providers: [{ provide: APP_FILTER, useClass: GraphqlErrorFilter }],
});

const subgraphConfig = (options: SubgraphOptions, verifier: TokenVerifier, limiter: RateLimiter): SubgraphDriverConfig => {
  const limits = { ...defaultDocumentLimits, maxDepth: defaultDocumentLimits.maxDepth + 2, ...options.limits };
  const rules: readonly ValidationRule[] = [documentLimitsRule(limits), ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule])];
  const maxComplexity = options.maxComplexity ?? 5_000;
  return {
    path: options.path ?? '/graphql',
    autoSchemaFile: { federation: { ...federation, directives: [...federation.directives] } },
    buildSchemaOptions: { orphanedTypes: [...(options.orphanedTypes ?? [])] as never[], scalarsMap: [{ type: Date, scalar: dateTimeScalar }] },
    fieldResolverEnhancers: ['guards'],
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: limits.maxTokens } },
    validationRules: [...rules],
    additionalRouteOptions: { bodyLimit: options.bodyLimit ?? 256 * 1024 },
    errorFormatter: formatErrors,
    hooks: operationHooks({ rules, maxComplexity, limiter, now: () => verifier.now() }),
    checkSubscription: subscriptionCheck(maxComplexity),
    context: (request: FastifyRequest) => createRequestContext(request.headers, verifier),
    subscription: {
      fullWsTransport: true,
      keepAlive: 20_000,
      context: (socket) => ({ socket }),
      onConnect: ({ payload }: { payload?: unknown }) => createRequestContext(socketHeaders(payload), verifier),
    },
  };
};

/** Headers as a socket's `connection_init` carries them, at the top or under `headers`. */
const socketHeaders = (payload: unknown): Headers => {
  const top = payload instanceof Object ? payload : {};
  const inner: unknown = Reflect.get(top, 'headers');
  const entries = Object.entries({ ...top, ...(inner instanceof Object ? inner : {}) });
  return Object.fromEntries(entries.map(([name, value]): [string, unknown] => [name.toLowerCase(), value]));
};
