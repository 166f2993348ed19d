import { DomainError } from '@mendline/contracts/errors';
import { type DocumentNode, type GraphQLResolveInfo, type GraphQLSchema, Kind, specifiedRules, validate, type ValidationRule } from 'graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { type RateLimiter, tokenExpired } from '../../auth/tokens/index.js';
import type { RequestContext } from '../context/request.context.js';
import { toWireError } from '../errors/client-error.js';
import { ComplexityLimit } from '../limits/complexity.limit.js';

type Hooks = NonNullable<MercuriusDriverConfig['hooks']>;

export interface OperationChecks {
  readonly rules: readonly ValidationRule[];
  readonly maxComplexity: number;
  readonly limiter: RateLimiter;
  readonly now: () => Date;
}

interface SocketContext extends RequestContext {
  readonly socket?: { close(code?: number, reason?: string): void; once(event: 'close', listener: () => void): unknown };
}

/** Close code for a token that ended while the socket was open; clients sign in again and reconnect. */
const closeExpired = 4401;
const longestTimer = 2_147_483_647;

const armed = new WeakSet<object>();

const checkCaller = (context: RequestContext, checks: OperationChecks): void => {
  if (context.authError) throw context.authError;
  const { principal } = context;
  if (!principal) return;
  if (principal.expiresAt <= checks.now()) throw tokenExpired();
  checks.limiter.take({ client: principal.subject, tenant: principal.tenant });
};

/** A socket lives no longer than the token that opened it. */
const closeOnExpiry = ({ socket, principal }: SocketContext, now: Date): void => {
  if (!socket || !principal || armed.has(socket)) return;
  armed.add(socket);
  const timer = setTimeout(() => socket.close(closeExpired, 'auth.token-expired'), Math.min(principal.expiresAt.getTime() - now.getTime(), longestTimer));
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
};

/** Mercurius does not validate subscriptions by itself. */
const validateSubscription = (schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]): void => {
  const [first] = validate(schema, document, [...specifiedRules, ...rules]);
  if (first) throw first;
};

/** The cost of a subscription, known when its field is subscribed to. */
export const subscriptionCheck = (maxComplexity: number): ((info: GraphQLResolveInfo) => void) => {
  const complexity = new ComplexityLimit(maxComplexity);
  return ({ schema, operation, fragments, variableValues }) => {
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] };
    try {
      complexity.check({ schema, document, variables: variableValues });
    } catch (error) {
      // Values are coerced here already; a scalar that does not take its own value again says nothing about the cost.
      if (error instanceof DomainError) throw error;
    }
  };
};

/** Checks before any operation runs, over HTTP and over a socket: caller, rate, cost. */
export const operationHooks = (checks: OperationChecks): Hooks => {
  const complexity = new ComplexityLimit(checks.maxComplexity);
  return {
    preExecution: (schema, document, context, variables) => {
      const request = context as unknown as SocketContext;
      checkCaller(request, checks);
      closeOnExpiry(request, checks.now());
      complexity.check({ schema, document, variables: variables as Record<string, unknown> | undefined });
    },
    preSubscriptionExecution: (schema, document, context) => {
      const request = context as unknown as SocketContext;
      try {
        checkCaller(request, checks);
        validateSubscription(schema, document, checks.rules);
        closeOnExpiry(request, checks.now());
      } catch (error) {
        throw toWireError(error, request);
      }
    },
  };
};
