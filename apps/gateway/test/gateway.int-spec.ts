import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@mendline/platform/logging';
import { createClient } from 'graphql-ws';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { fetchToken, loadSecrets, readPeople, type RunningIssuer, startIssuer } from '../../../infra/local/src/oidc/index.js';
import { readGatewayConfig } from '../src/gateway.config.js';
import { type RunningGateway, startGateway } from '../src/gateway.server.js';
import { TicketResolver, VisitedTicket, VisitResolver } from './support/tiny.resolvers.js';
import { startTinySubgraph, type TinySubgraph } from './support/tiny.subgraph.js';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions?: Record<string, unknown> }[];
}

const log = createLogger({ service: 'gateway', level: 'silent' });
let folder = '';
let issuer: RunningIssuer;
let intake: TinySubgraph;
let visits: TinySubgraph;
let gateway: RunningGateway;
let csr = '';

const startVisits = (port = 0): Promise<TinySubgraph> => startTinySubgraph(issuer.issuer, [VisitResolver], { port, orphanedTypes: [VisitedTicket] });

const gatewayWith = (extra: Record<string, string> = {}): Promise<RunningGateway> =>
  startGateway(
    readGatewayConfig({ HTTP_PORT: '0', SUBGRAPHS: `intake=${intake.url},visits=${visits.url}`, OIDC_ISSUER: issuer.issuer, SCHEMA_POLL_SECONDS: '0.2', ...extra }),
    log,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  issuer = await startIssuer({ host: '127.0.0.1', port: 0, people: await readPeople(), secrets: await loadSecrets(join(folder, 'keys.json')) });
  csr = await fetchToken(issuer.issuer, 'huaxin', 'csr1');
  intake = await startTinySubgraph(issuer.issuer, [TicketResolver]);
  visits = await startVisits();
  gateway = await gatewayWith();
  await gateway.composed;
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await Promise.all([intake.app.close(), visits.app.close(), issuer.close()]);
  await rm(folder, { recursive: true });
});

interface AskOptions {
  readonly token?: string | null;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly to?: RunningGateway;
}

const ask = async (query: string, { token = csr, body = {}, headers = {}, to = gateway }: AskOptions = {}): Promise<Answer> => {
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify({ query, ...body }),
  });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as object) };
};

const firstError = (answer: Answer): Record<string, unknown> => ({ message: answer.errors?.[0]?.message, ...answer.errors?.[0]?.extensions });

const eventually = async (check: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 100; i += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('never');
};

describe('gateway', () => {
  it('joins two services in one query', async () => {
    expect(await ask('{ ticket(id: "7") { id number visitor } hello visits }')).toMatchObject({
      status: 200,
      data: { ticket: { id: '7', number: 'N7', visitor: 'huaxin engineer' }, hello: 'hello', visits: 'visits' },
    });
    const mutation = await ask('mutation ($text: String!) { open(text: $text) { id visitor } }', { body: { variables: { text: '客户' } } });
    expect(mutation.data).toEqual({ open: { id: '2', visitor: 'huaxin engineer' } });
  });

  it('[A1-4] refuses a wrong and a foreign token itself, and lets services refuse the missing one and the wrong role', async () => {
    const wrong = await ask('{ hello }', { token: 'a.b.c' });
    expect(wrong.status).toBe(401);
    expect(firstError(wrong)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-invalid', message: 'The token is not valid; please sign in again.' });
    expect(firstError(await ask('{ hello }', { token: csr.replace(/.{20}$/, 'A'.repeat(20)) }))).toMatchObject({ reason: 'auth.token-invalid' });
    const missing = await ask('{ ticket(id: "1") { id } }', { token: null });
    expect(firstError(missing)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-missing' });
    const engineer = await fetchToken(issuer.issuer, 'huaxin', 'engineer1');
    expect(firstError(await ask('{ ticket(id: "1") { id } }', { token: engineer }))).toMatchObject({ code: 'FORBIDDEN', reason: 'auth.role-not-allowed' });
    expect((await ask('{ hello }', { token: null })).data).toEqual({ hello: 'hello' });
  });

  it('never gives one caller the answer of another, however many ask the same at once', async () => {
    const logins = ['csr1', 'csr2', 'supervisor1', 'supervisor2'];
    const tokens = await Promise.all(logins.map((login) => fetchToken(issuer.issuer, 'borealis', login)));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => ask('{ me }', { token: tokens[i % 4] ?? '', headers: { 'x-correlation-id': 'the-same-one' } })));
    answers.forEach((answer, i) => expect(answer.data).toEqual({ me: `borealis.${logins[i % 4]}` }));
  });

  it('passes coded errors of services on, in the caller’s language, and nothing of their cause', async () => {
    const zh = await ask('{ ticket(id: "none") { id } }', { headers: { 'accept-language': 'zh-CN', 'x-correlation-id': 'corr-12345' } });
    expect(zh.errors).toEqual([{ message: '找不到工单 none。', path: ['ticket'], extensions: { code: 'NOT_FOUND', reason: 'ticket.not-found', correlationId: 'corr-12345' } }]);
    expect(firstError(await ask('{ ticket(id: "none") { id } }'))).toMatchObject({ message: 'No ticket none.' });
    const bug = await ask('{ ticket(id: "bug") { id } }', { headers: { 'accept-language': 'zh' } });
    expect(firstError(bug)).toMatchObject({ code: 'INTERNAL', reason: 'internal.error' });
    expect(bug.text).not.toMatch(/secret|127\.0\.0\.1|stack|serviceName/);
    expect((await ask('{ heard }', { headers: { 'x-correlation-id': 'corr-67890' } })).data).toEqual({ heard: 'en corr-67890' });
  });

  it.each([
    ['a depth bomb', `{ ${'a { '.repeat(60)} b ${'}'.repeat(60)} }`, 'query.too-deep', 400],
    ['an alias bomb', `{ ${Array.from({ length: 200 }, (_, i) => `a${i}: hello`).join(' ')} }`, 'query.too-many-aliases', 400],
    ['a fragment bomb', `{ ...f0 } ${Array.from({ length: 40 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f40 on Query { hello }`, 'query.too-large', 400],
    ['fragments in a circle', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }', 'query.too-deep', 400],
    ['100,000 tokens', `{ ${'hello '.repeat(30_000)} }`, 'query.invalid', 400],
    ['a syntax error', '{ hello', 'query.invalid', 400],
    ['an unknown field', '{ hullo }', 'query.invalid', 400],
    ['two operations without a name', 'query A { hello } query B { hello }', 'query.invalid', 400],
    ['a subscription over HTTP', 'subscription { forever }', 'input.malformed', 400],
    ['nothing', '', 'query.invalid', 400],
  ])('refuses %s at once, coded', async (_, query, reason, status) => {
    const started = Date.now();
    const answer = await ask(query);
    expect(firstError(answer)).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    expect(answer.status).toBe(status);
    expect(answer.data ?? null).toBeNull();
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  it('refuses 1 MB, broken JSON, a batch, GET and other content types, coded', async () => {
    const text = 'x'.repeat(1_000_000);
    expect(firstError(await ask('mutation ($text: String!) { open(text: $text) { id } }', { body: { variables: { text } } }))).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'input.body-too-large' });
    const post = (body: string, type = 'application/json'): Promise<Response> => fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    for (const [response, status] of [
      [await post('{"query": '), 400],
      [await post(JSON.stringify([{ query: '{ hello }' }])), 400],
      [await post('{"query": 7}'), 400],
      [await post('{ hello }', 'text/plain'), 415],
      [await fetch(`${gateway.url}/graphql?query={hello}`), 405],
    ] as const) {
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/\p{Script=Han}/u), extensions: { code: 'BAD_USER_INPUT', reason: 'input.malformed' } }] });
    }
  });

  it('tells health, readiness and unknown paths apart', async () => {
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, composed: true, services: { intake: 'up', visits: 'up' } }]);
    expect((await fetch(`${gateway.url}/graphiql`)).status).toBe(404);
  });

  it('limits one client and not its tenant', async () => {
    const tight = await gatewayWith({ RATE_CLIENT_BURST: '3', RATE_CLIENT_PER_SECOND: '0.1' });
    await tight.composed;
    for (let i = 0; i < 3; i += 1) expect((await ask('{ hello }', { to: tight })).status).toBe(200);
    const refused = await ask('{ hello }', { to: tight });
    expect(refused.status).toBe(429);
    const { code, reason, retryAfter } = firstError(refused);
    expect({ code, reason }).toEqual({ code: 'RATE_LIMITED', reason: 'rate.limited' });
    // The bucket fills while the requests are under way.
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(10);
    expect((await ask('{ hello }', { to: tight, token: await fetchToken(issuer.issuer, 'huaxin', 'csr2') })).status).toBe(200);
    await tight.close();
  });

  it('runs trusted documents only, where it is told so, and hides the schema', async () => {
    const document = '{ hello }';
    const hash = createHash('sha256').update(document).digest('hex');
    const file = join(folder, 'trusted.json');
    await writeFile(file, JSON.stringify({ [hash]: document }));
    const strict = await gatewayWith({ TRUSTED_DOCUMENTS_FILE: file, TRUSTED_DOCUMENTS_ONLY: 'true' });
    await strict.composed;
    expect((await ask(document, { to: strict })).data).toEqual({ hello: 'hello' });
    const byHash = { to: strict, body: { query: undefined, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } } };
    expect((await ask('', byHash)).data).toEqual({ hello: 'hello' });
    expect(firstError(await ask('{ visits }', { to: strict }))).toMatchObject({ code: 'FORBIDDEN', reason: 'query.not-trusted' });
    await strict.close();
    const closed = await gatewayWith({ INTROSPECTION: 'false' });
    await closed.composed;
    expect(firstError(await ask('{ __schema { queryType { name } } }', { to: closed }))).toMatchObject({ reason: 'query.invalid' });
    await closed.close();
  });

  it('finishes what is under way when it stops', async () => {
    const stopping = await gatewayWith();
    await stopping.composed;
    const slow = ask('{ ticket(id: "slow") { id } }', { to: stopping });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await stopping.close();
    expect((await slow).data).toEqual({ ticket: { id: 'slow' } });
    await expect(ask('{ hello }', { to: stopping })).rejects.toThrow();
  });
});

describe('subscriptions through the gateway', () => {
  interface Seen {
    readonly values: unknown[];
    readonly end: unknown;
  }

  const collect = (query: string, authorization?: string, to = gateway): Promise<Seen> =>
    new Promise((resolve) => {
      const values: unknown[] = [];
      const connectionParams = { 'accept-language': 'en', ...(authorization ? { authorization } : {}) };
      const client = createClient({ url: `${to.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
      const finish = (end: unknown): void => {
        void client.dispose();
        resolve({ values, end });
      };
      client.subscribe({ query }, { next: (value) => values.push(value), error: finish, complete: () => finish('complete') });
    });

  it('stream joined events', async () => {
    const { values, end } = await collect('subscription { ticketChanged(times: 3) { number visitor } }', `Bearer ${csr}`);
    expect(values).toEqual([1, 2, 3].map((n) => ({ data: { ticketChanged: { number: `N${n}`, visitor: 'huaxin engineer' } } })));
    expect(end).toBe('complete');
  });

  it('outlive the time that a query may take', async () => {
    const hasty = await gatewayWith({ UPSTREAM_TIMEOUT_SECONDS: '0.3' });
    await hasty.composed;
    const slow = await ask('{ ticket(id: "slow") { id } }', { to: hasty });
    expect(firstError(slow)).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    const { values, end } = await collect('subscription { late }', `Bearer ${csr}`, hasty);
    expect([values, end]).toEqual([[{ data: { late: 1 } }, { data: { late: 2 } }, { data: { late: 3 } }], 'complete']);
    await hasty.close();
  });

  it('carry queries and mutations too', async () => {
    expect((await collect('{ me }', `Bearer ${csr}`)).values).toEqual([{ data: { me: 'huaxin.csr1' } }]);
  });

  it('[A1-4] refuse a wrong token at the door, a missing one and a wrong role at the field', async () => {
    expect((await collect('subscription { forever }', 'Bearer a.b.c')).end).toMatchObject({ code: 4401, reason: 'auth.token-invalid' });
    const codes = ({ values, end }: Seen): unknown => JSON.stringify([values, end]);
    expect(codes(await collect('subscription { ticketChanged(times: 1) { id } }'))).toContain('"code":"UNAUTHENTICATED"');
    const engineer = await fetchToken(issuer.issuer, 'huaxin', 'engineer1');
    expect(codes(await collect('subscription { ticketChanged(times: 1) { id } }', `Bearer ${engineer}`))).toContain('"code":"FORBIDDEN"');
  });

  it('refuse bombs, coded', async () => {
    const { end } = await collect(`subscription { ${Array.from({ length: 60 }, (_, i) => `a${i}: forever`).join(' ')} }`, `Bearer ${csr}`);
    expect(end).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: 'query.too-many-aliases' } }]);
  });
});

describe('services that come and go', () => {
  it('a service that is down costs its own fields only, and readiness; its restart needs nothing of the gateway', async () => {
    await visits.app.close();
    const half = await ask('{ ticket(id: "7") { number visitor } }');
    expect(half.data).toEqual({ ticket: { number: 'N7', visitor: null } });
    expect(firstError(half)).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    expect(half.text).not.toMatch(/127\.0\.0\.1|ECONN|fetch/);
    const ready = await fetch(`${gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, composed: true, services: { intake: 'up', visits: 'down' } }]);
    visits = await startVisits(visits.port);
    expect((await ask('{ ticket(id: "7") { number visitor } }')).data).toEqual({ ticket: { number: 'N7', visitor: 'huaxin engineer' } });
    expect((await collectOne('subscription { ticketChanged(times: 1) { visitor } }')).data).toEqual({ ticketChanged: { visitor: 'huaxin engineer' } });
  });

  it('listens before its services do, says so, and serves when they are there', async () => {
    const { port } = visits;
    await visits.app.close();
    const early = await gatewayWith();
    expect((await fetch(`${early.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${early.url}/readyz`)).status).toBe(503);
    expect(firstError(await ask('{ hello }', { to: early }))).toMatchObject({ code: 'UNAVAILABLE' });
    visits = await startVisits(port);
    await early.composed;
    await eventually(async () => (await ask('{ hello }', { to: early })).status === 200);
    await early.close();
  });

  const collectOne = (query: string): Promise<{ data?: unknown }> =>
    new Promise((resolve, reject) => {
      const client = createClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${csr}` } });
      client.subscribe({ query }, { next: (value) => resolve(value), error: reject, complete: () => void client.dispose() });
    });
});
