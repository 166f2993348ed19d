import { createLogger } from '@mendline/platform/logging';
import { createClient } from 'graphql-ws';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { fetchToken, loadSecrets, readPeople, type RunningIssuer, startIssuer } from '../../../../infra/local/src/oidc/index.js';
import { readGatewayConfig } from '../../src/gateway.config.js';
import { type RunningGateway, startGateway } from '../../src/gateway.server.js';
import { TicketResolver, VisitedTicket, VisitResolver } from './tiny.resolvers.js';
import { startTinySubgraph, type TinySubgraph } from './tiny.subgraph.js';

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions?: Record<string, unknown> }[];
}

/** What came over a socket, and how it ended. */
export interface Seen {
  readonly values: unknown[];
  readonly end: unknown;
}

/** Who asks which gateway how; by default csr1 the scene's own. */
export interface AskOptions {
  readonly token?: string | null;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly to?: RunningGateway;
}

const log = createLogger({ service: 'gateway', level: 'silent' });

/** A gateway over two tiny services, with an issuer of tokens of its own. */
export class GatewayScene {
  gateway!: RunningGateway;
  visits!: TinySubgraph;

  private constructor(
    readonly folder: string,
    readonly issuer: RunningIssuer,
    readonly csr: string,
    private readonly intake: TinySubgraph,
  ) {}

  static async start(): Promise<GatewayScene> {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    const issuer = await startIssuer({ host: '127.0.0.1', port: 0, people: await readPeople(), secrets: await loadSecrets(join(folder, 'keys.json')) });
    const csr = await fetchToken(issuer.issuer, 'huaxin', 'csr1');
    const scene = new GatewayScene(folder, issuer, csr, await startTinySubgraph(issuer.issuer, [TicketResolver]));
    await scene.startVisits();
    scene.gateway = await scene.gatewayWith();
    await scene.gateway.composed;
    return scene;
  }

  async startVisits(port = 0): Promise<void> {
    this.visits = await startTinySubgraph(this.issuer.issuer, [VisitResolver], { port, orphanedTypes: [VisitedTicket] });
  }

  /** One more gateway over the same services. */
  gatewayWith(extra: Record<string, string> = {}): Promise<RunningGateway> {
    const services = `intake=${this.intake.url},visits=${this.visits.url}`;
    return startGateway(readGatewayConfig({ HTTP_PORT: '0', SUBGRAPHS: services, OIDC_ISSUER: this.issuer.issuer, SCHEMA_POLL_SECONDS: '0.2', ...extra }), log);
  }

  async ask(query: string, { token = this.csr, body = {}, headers = {}, to = this.gateway }: AskOptions = {}): Promise<Answer> {
    const response = await fetch(`${to.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify({ query, ...body }),
    });
    const text = await response.text();
    return { status: response.status, text, ...(JSON.parse(text) as object) };
  }

  /** Everything that a socket gives until it ends. */
  collect(query: string, authorization?: string, to = this.gateway): Promise<Seen> {
    return new Promise((resolve) => {
      const values: unknown[] = [];
      const connectionParams = { 'accept-language': 'en', ...(authorization ? { authorization } : {}) };
      const client = createClient({ url: `${to.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
      const finish = (end: unknown): void => {
        void client.dispose();
        resolve({ values, end });
      };
      client.subscribe({ query }, { next: (value) => values.push(value), error: finish, complete: () => finish('complete') });
    });
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await Promise.all([this.intake.app.close(), this.visits.app.close(), this.issuer.close()]);
    await rm(this.folder, { recursive: true });
  }
}

export const firstError = (answer: Answer): Record<string, unknown> => ({ message: answer.errors?.[0]?.message, ...answer.errors?.[0]?.extensions });
