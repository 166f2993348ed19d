import { DomainError } from '@mendline/contracts/errors';
import type { Context, SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { WebSocket, WebSocketServer } from 'ws';
import { audienceOf, type Caller, type Callers } from '../access/caller.js';
import type { OperationGate } from '../access/operation.gate.js';
import type { GraphRuntime } from '../supergraph/graph.runtime.js';
import { presentError, presentResult } from './present.errors.js';

export interface SocketEndpointParts {
  readonly callers: Callers;
  readonly gate: OperationGate;
  readonly runtime: GraphRuntime;
  readonly server: WebSocketServer;
}

type SocketContext = Context<Record<string, unknown> | undefined, Extra>;

/** Close codes: sign in again and reconnect; try again later. */
const signInAgain = 4401;
const tryLater = 1013;

const longestTimer = 2_147_483_647;
const mostOperations = 50;

const lowerCase = (params: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params ?? {}).map(([name, value]): [string, unknown] => [name.toLowerCase(), value]));

/** A socket lives no longer than its token. */
const closeOnExpiry = (socket: WebSocket, timeLeft: number): void => {
  const timer = setTimeout(() => socket.close(signInAgain, 'auth.token-expired'), Math.min(timeLeft, longestTimer));
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
};

const asGraphQLError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('refused', { originalError: error instanceof Error ? error : new Error('refused') });

const closeRefused = (socket: WebSocket, error: unknown): void => {
  const known = error instanceof DomainError;
  socket.close(known && error.kind === 'unauthenticated' ? signInAgain : tryLater, known ? error.code : 'internal.error');
};

/** `graphql-transport-ws` on `/graphql`: queries, mutations and subscriptions of one verified caller per socket. */
export const serveSockets = ({ callers, gate, runtime, server }: SocketEndpointParts): { dispose(): void | Promise<void> } => {
  const known = new WeakMap<object, Caller>();
  const callerOf = (context: object): Caller => {
    const caller = known.get(context);
    if (!caller) throw new DomainError('unauthenticated', 'auth.token-missing');
    return caller;
  };
  const base = runtime.socketOptions(callerOf);
  const present = (context: SocketContext, errors: readonly unknown[]): GraphQLFormattedError[] => errors.map((error) => presentError(error, callerOf(context).audience, false));

  const connect = async (context: SocketContext): Promise<boolean> => {
    const { socket, request } = context.extra;
    const headers = lowerCase(context.connectionParams);
    try {
      const caller = await callers.identify(headers, audienceOf({ ...request.headers, ...headers }), request.socket.remoteAddress ?? '');
      known.set(context, caller);
      if (caller.principal) closeOnExpiry(socket, callers.timeLeft(caller.principal));
      return true;
    } catch (error) {
      closeRefused(socket, error);
      return false;
    }
  };

  const admit = (context: SocketContext, payload: SubscribePayload): void => {
    callers.count(callerOf(context));
    if (Object.keys(context.subscriptions).length > mostOperations) throw new DomainError('busy', 'rate.limited', { retryAfter: 1 });
    const { query, operationName, variables, extensions } = payload;
    gate.admit({ query, operationName: operationName ?? undefined, variables: variables ?? undefined, extensions: extensions ?? undefined });
  };

  return useServer<Record<string, unknown> | undefined>(
    {
      execute: base.execute,
      subscribe: base.subscribe,
      connectionInitWaitTimeout: 5_000,
      onConnect: connect,
      onSubscribe: async (context, id, payload) => {
        try {
          admit(context, payload);
          return await base.onSubscribe?.(context, id, payload);
        } catch (error) {
          return [asGraphQLError(error)];
        }
      },
      onNext: (context, _id, _payload, _args, result) => presentResult(result as ExecutionResult, callerOf(context).audience),
      onError: (context, _id, _payload, errors) => present(context, errors),
    },
    server,
  );
};
