import { RateLimiter, TokenVerifier } from '@mendline/platform/auth/tokens';
import { ServerTime } from '@mendline/platform/clock';
import { defaultDocumentLimits } from '@mendline/platform/graphql/limits';
import type { Logger } from '@mendline/platform/logging';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { Callers } from './access/caller.js';
import { OperationGate } from './access/operation.gate.js';
import { readTrustedDocuments } from './access/trusted.documents.js';
import { HttpEndpoint } from './endpoint/http.endpoint.js';
import { serveSockets } from './endpoint/socket.endpoint.js';
import type { GatewayConfig } from './gateway.config.js';
import { GraphRuntime } from './supergraph/graph.runtime.js';
import { answers } from './supergraph/sdl.client.js';
import { SupergraphSource } from './supergraph/supergraph.source.js';

export interface RunningGateway {
  /** For example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Resolves when the services' schemas are composed and requests are served. */
  readonly composed: Promise<void>;
  /** Ends sockets, lets requests under way finish, then closes. */
  close(): Promise<void>;
}

const socketPayload = 64 * 1024;
const longestDrain = 10_000;

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const buildCallers = (config: GatewayConfig, now: () => Date): Callers =>
  new Callers(
    new TokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE, now }),
    new RateLimiter({
      perClient: { burst: config.RATE_CLIENT_BURST, perSecond: config.RATE_CLIENT_PER_SECOND },
      perTenant: { burst: config.RATE_TENANT_BURST, perSecond: config.RATE_TENANT_PER_SECOND },
    }),
  );

/** Starts the gateway. It listens at once; `/readyz` and `/graphql` tell the truth until the services are there. */
export const startGateway = async (config: GatewayConfig, log: Logger): Promise<RunningGateway> => {
  // Tokens end for the gateway when they end for its services, whose databases tell the time: this machine's clock may be wrong.
  const time = new ServerTime();
  const source = new SupergraphSource({ subgraphs: config.SUBGRAPHS, pollEvery: config.SCHEMA_POLL_SECONDS * 1_000, onTime: (at) => time.observe(at), log });
  const callers = buildCallers(config, () => time.estimate());
  const gate = new OperationGate(await readTrustedDocuments(config.TRUSTED_DOCUMENTS_FILE, config.TRUSTED_DOCUMENTS_ONLY), {
    limits: defaultDocumentLimits,
    introspection: config.INTROSPECTION,
  });
  let runtime: GraphRuntime | undefined;
  let sockets: { dispose(): void | Promise<void> } | undefined;
  const endpoint = new HttpEndpoint({ callers, gate, runtime: () => runtime, bodyLimit: config.BODY_LIMIT });
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: socketPayload });
  const server = createServer((request, response) => {
    route(request, response, { endpoint, source, config }).catch((error: unknown) => {
      log.error({ error }, 'request failed');
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (!runtime || pathOf(request) !== '/graphql') socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
    else webSockets.handleUpgrade(request, socket, head, (webSocket) => webSockets.emit('connection', webSocket, request));
  });
  const port = await listen(server, config.HTTP_HOST, config.HTTP_PORT);
  const composed = source.first().then(async () => {
    if (!source.composed) return;
    const graph = await GraphRuntime.start(source, config.UPSTREAM_TIMEOUT_SECONDS * 1_000);
    runtime = graph;
    sockets = serveSockets({ callers, gate, runtime: graph, server: webSockets });
    void source.watch(() => graph.reload());
  });
  return {
    url: `http://${config.HTTP_HOST}:${port}`,
    composed,
    close: async () => {
      source.close();
      await sockets?.dispose();
      await drain(server);
      await runtime?.close();
    },
  };
};

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

interface RouteParts {
  readonly endpoint: HttpEndpoint;
  readonly source: SupergraphSource;
  readonly config: GatewayConfig;
}

const route = async (request: IncomingMessage, response: ServerResponse, { endpoint, source, config }: RouteParts): Promise<void> => {
  const path = pathOf(request);
  if (path === '/graphql') return endpoint.handle(request, response);
  if (path === '/healthz') return json(response, 200, { status: 'up' });
  if (path !== '/readyz') return json(response, 404, { error: 'not found' });
  const services = await Promise.all(config.SUBGRAPHS.map(async (subgraph): Promise<[string, string]> => [subgraph.name, (await answers(subgraph)) ? 'up' : 'down']));
  const ready = source.composed && services.every(([, state]) => state === 'up');
  json(response, ready ? 200 : 503, { ready, composed: source.composed, services: Object.fromEntries(services) });
};

/** Lets requests under way end; whoever takes longer than the longest drain is cut off. */
const drain = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), longestDrain);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
};
