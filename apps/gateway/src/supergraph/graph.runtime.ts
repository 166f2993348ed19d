import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway';
import { type ExecutionResult, OperationTypeNode } from 'graphql';
import type { Caller } from '../access/caller.js';
import type { AdmittedOperation } from '../access/operation.gate.js';
import type { SupergraphSource } from './supergraph.source.js';

type HiveRuntime = ReturnType<typeof createGatewayRuntime>;

const drainTimeout = 20_000;

const forwarded = {
  authorization: '{context.upstream.authorization}',
  'accept-language': '{context.upstream.language}',
  'x-correlation-id': '{context.upstream.correlationId}',
};

/** Hive puts its own exit handlers on the process; the stop is ours, or requests under way would be cut off. */
const withoutExitHandlers = (make: () => HiveRuntime): HiveRuntime => {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const runtime = make();
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) if (!before.has(listener)) process.off(signal, listener);
  }
  return runtime;
};

const createRuntime = (source: SupergraphSource, upstreamTimeout: number): HiveRuntime =>
  withoutExitHandlers(() =>
    createGatewayRuntime({
      supergraph: () => source.current(),
      gracefulSchemaReload: { drainTimeout },
      transportEntries: {
        '*.http': {
          headers: Object.entries(forwarded),
          options: {
            // Two callers must never share an answer, whatever a key is made of.
            deduplicateInflightRequests: false,
            subscriptions: { kind: 'ws', location: '/graphql', options: { connectionParams: forwarded } },
          },
        },
      },
      // Hive would end a subscription, too, when the time is over.
      upstreamTimeout: ({ executionRequest }) => (executionRequest?.operationType === OperationTypeNode.SUBSCRIPTION ? undefined : upstreamTimeout),
      logging: false,
      requestId: false,
      graphiql: false,
      landingPage: false,
      // Every error is rewritten by `presentErrors`, which needs the cause; nothing leaves this process unmasked.
      maskedErrors: { maskError: (error) => error as Error },
      subgraphErrors: { errorCode: false, subgraphNameProp: false },
    }),
  );

/** Plans and runs operations over all services. */
export class GraphRuntime {
  readonly #runtime: HiveRuntime;

  private constructor(runtime: HiveRuntime) {
    this.#runtime = runtime;
  }

  /** Reads the source's schema; the source must be composed. `upstreamTimeout` in milliseconds. */
  static async start(source: SupergraphSource, upstreamTimeout: number): Promise<GraphRuntime> {
    const runtime = createRuntime(source, upstreamTimeout);
    await runtime.getSchema();
    return new GraphRuntime(runtime);
  }

  /** Runs a query or mutation. Errors are in the result, unpresented. */
  async run(operation: AdmittedOperation, { upstream }: Caller): Promise<ExecutionResult> {
    const { query, operationName, variables } = operation;
    const context = { upstream, headers: {}, waitUntil: this.#runtime.waitUntil };
    const params = { query, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) };
    return (await this.#runtime.getResultForParams({ params, request: undefined as never }, context)) as ExecutionResult;
  }

  /** How graphql-ws runs operations of a socket. */
  socketOptions(callerOf: (context: object) => Caller): ReturnType<typeof getGraphQLWSOptions> {
    return getGraphQLWSOptions(this.#runtime, (context) => ({ upstream: callerOf(context).upstream, headers: {}, connectionParams: undefined }));
  }

  /** Takes the source's new schema; operations under way end on the old one. */
  async reload(): Promise<void> {
    // Typed as void, in truth a promise of the new schema.
    await Promise.resolve(this.#runtime.invalidateUnifiedGraph());
  }

  async close(): Promise<void> {
    await this.#runtime[Symbol.asyncDispose]();
  }
}
