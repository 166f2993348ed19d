import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type LocalIssuer, startLocalIssuer } from '@mendline/testing/issuer';
import { startTinySubgraph } from './support/tiny.subgraph.js';

interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions?: Record<string, unknown> }[];
}

let issuer: LocalIssuer;
let url = '';
let app: INestApplication;
let csr = '';

beforeAll(async () => {
  issuer = await startLocalIssuer();
  ({ url, app } = await startTinySubgraph(issuer.url));
  csr = await issuer.token({ sub: 'huaxin.csr1', tenant: 'huaxin', roles: ['csr'] });
});

afterAll(async () => {
  await app.close();
  await issuer.close();
});

const ask = async (query: string, { token = csr, variables, headers = {} }: { token?: string | null; variables?: object; headers?: Record<string, string> } = {}): Promise<Answer> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
};

const firstError = (answer: Answer): Record<string, unknown> => ({ message: answer.errors?.[0]?.message, ...answer.errors?.[0]?.extensions });

/** Several times, so that both the interpreter and the compiled query answer. */
const thrice = async (query: string, options?: Parameters<typeof ask>[1]): Promise<readonly Answer[]> => [await ask(query, options), await ask(query, options), await ask(query, options)];

describe('subgraph', () => {
  it('answers with the SDL that composition reads, without a token', async () => {
    const answer = await ask('{ _service { sdl } }', { token: null });
    expect(answer.data?.['_service']).toEqual({ sdl: expect.stringContaining('https://specs.apollo.dev/federation/v2.9') });
    expect(JSON.stringify(answer.data)).toContain('type Thing');
  });

  it('answers queries, fields and mutations to a caller with the role, compiled or not', async () => {
    for (const answer of await thrice('{ thing(id: "1") { id name madeAt parent { id } } }')) {
      expect(answer).toEqual({ status: 200, data: { thing: { id: '1', name: 'thing 1', madeAt: '2026-03-01T08:00:00.000Z', parent: { id: '1.' } } } });
    }
    const closed = await ask('mutation ($at: DateTime!) { close(at: $at) { id } }', { variables: { at: '2026-03-01T16:00:00+08:00' } });
    expect(closed.data).toEqual({ close: { id: 'huaxin 2026-03-01T08:00:00.000Z' } });
  });

  it('[A1-4] denies by default: no token, wrong role, wrong, foreign and expired token', async () => {
    for (const answer of await thrice('{ thing(id: "1") { id } }', { token: null })) expect(firstError(answer)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-missing' });
    for (const answer of await thrice('{ secret }')) expect(firstError(answer)).toMatchObject({ code: 'FORBIDDEN', reason: 'auth.role-not-allowed' });
    expect(firstError(await ask('{ hello }', { token: 'a.b.c' }))).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-invalid' });
    const foreign = await issuer.token({ sub: 'x', tenant: 'huaxin', roles: ['csr'] }, { audience: 'other' });
    expect(firstError(await ask('{ hello }', { token: foreign }))).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-invalid' });
    const old = await issuer.token({ sub: 'x', tenant: 'huaxin', roles: ['csr'] }, { expiresIn: -5 });
    const expired = await ask('{ hello }', { token: old });
    expect(firstError(expired)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-expired' });
    expect(expired.status).toBe(401);
    expect((await ask('{ hello }', { token: null })).data).toEqual({ hello: 'hello' });
  });

  it('[A1-4] applies a rule of a single field', async () => {
    const manager = await issuer.token({ sub: 'huaxin.m', tenant: 'huaxin', roles: ['manager', 'csr'] });
    for (const answer of await thrice('{ thing(id: "1") { id price } }')) {
      expect(answer.data).toEqual({ thing: { id: '1', price: null } });
      expect(firstError(answer)).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect((await ask('{ thing(id: "1") { price } }', { token: manager })).data).toEqual({ thing: { price: 'en' } });
  });

  it('guards entity look-ups like any other door', async () => {
    const query = '{ _entities(representations: [{ __typename: "Thing", id: "7" }]) { ... on Thing { name } } }';
    for (const answer of await thrice(query)) expect(answer.data).toEqual({ _entities: [{ name: 'thing 7' }] });
    expect(firstError(await ask(query, { token: null }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    const customer = await issuer.token({ sub: 'c', tenant: 'huaxin', roles: ['customer'], customerId: 'c1' });
    expect(firstError(await ask(query, { token: customer }))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('speaks the caller’s language and gives codes, never a cause', async () => {
    const zh = await ask('{ thing(id: "none") { id } }', { headers: { 'accept-language': 'zh-CN,zh;q=0.9', 'x-correlation-id': 'corr-12345' } });
    expect(firstError(zh)).toEqual({ message: '找不到 none。', code: 'NOT_FOUND', reason: 'thing.not-found', correlationId: 'corr-12345' });
    expect(zh.errors?.[0]?.path).toEqual(['thing']);
    for (const answer of await thrice('{ thing(id: "none") { id } }')) expect(firstError(answer)).toMatchObject({ message: 'No thing none.', code: 'NOT_FOUND' });
    for (const answer of await thrice('{ thing(id: "bug") { id } }')) {
      expect(firstError(answer)).toMatchObject({ code: 'INTERNAL', reason: 'internal.error' });
      expect(JSON.stringify(answer)).not.toMatch(/secret|password|\.ts|stack/);
    }
    const conflict = await ask('mutation { close(at: "1970-01-01T00:00:00Z") { id } }');
    expect(firstError(conflict)).toMatchObject({ message: 'Already closed.', code: 'CONFLICT', reason: 'thing.closed' });
  });

  it.each([
    ['an unknown field', '{ hullo }', 'query.invalid'],
    ['a syntax error', '{ thing(', 'query.invalid'],
    ['a depth bomb', `{ thing(id: "1") ${'{ parent '.repeat(40)} { id } ${'}'.repeat(40)} }`, 'query.too-deep'],
    ['an alias bomb', `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: hello`).join(' ')} }`, 'query.too-many-aliases'],
    ['a fragment bomb', `{ thing(id: "1") { ...f0 } } ${Array.from({ length: 40 }, (_, i) => `fragment f${i} on Thing { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f40 on Thing { id }`, 'query.too-large'],
    ['a directive bomb', `{ hello ${'@skip(if: false) '.repeat(60)} }`, 'query.'],
    ['too many tokens', `{ ${'hello '.repeat(3_000)} }`, 'query.invalid'],
    ['a costly page', '{ things(first: 100) { parent { parent { parent { id name madeAt } } } a: parent { parent { parent { id name madeAt } } } b: parent { parent { parent { id name madeAt } } } c: parent { parent { parent { id name madeAt } } } d: parent { parent { parent { id name madeAt } } } e: parent { parent { parent { id name madeAt } } } f: parent { parent { parent { id name madeAt } } } g: parent { parent { parent { id name madeAt } } } h: parent { parent { parent { id name madeAt } } } } }', 'query.too-complex'],
    ['an impossible day', 'mutation { close(at: "2026-02-30T00:00:00Z") { id } }', 'input.date-time-invalid'],
    ['a wrong type', '{ thing(id: {a: 1}) { id } }', 'query.invalid'],
  ])('refuses %s quickly with a coded error', async (_, query, reason) => {
    const started = Date.now();
    const answer = await ask(query);
    expect(firstError(answer)).toMatchObject({ code: 'BAD_USER_INPUT', reason: expect.stringContaining(reason) });
    expect(answer.data ?? null).toBeNull();
    expect(Date.now() - started).toBeLessThan(1_500);
  });

  it('refuses a body of 1 MB, broken JSON and another content type with coded errors', async () => {
    const large = await ask(`{ hello } # ${'x'.repeat(1_000_000)}`);
    expect(large.status).toBe(413);
    expect(firstError(large)).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'input.body-too-large' });
    const broken = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query": ' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT', reason: 'input.malformed' } }] });
    const other = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{ hello }' });
    expect(await other.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    const batch = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query: '{ hello }' }, { query: '{ hello }' }]) });
    expect(await batch.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('takes the introspection query of the usual tools', async () => {
    const answer = await ask(getIntrospectionQuery(), { token: null });
    expect(answer.errors).toBeUndefined();
  });

  it('limits a client and tells when to come back', async () => {
    const tight = await startTinySubgraph(issuer.url, { perClient: { burst: 2, perSecond: 0.1 }, perTenant: { burst: 100, perSecond: 100 } });
    const post = (): Promise<Response> => fetch(tight.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${csr}` }, body: '{"query":"{ hello }"}' });
    await post();
    await post();
    const refused = await post();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', reason: 'rate.limited', retryAfter: 10 } }] });
    await tight.app.close();
  });
});

describe('subscriptions of a subgraph', () => {
  const collect = (query: string, authorization?: string, variables: Record<string, unknown> = {}): Promise<readonly unknown[]> =>
    new Promise((resolve) => {
      const seen: unknown[] = [];
      const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: authorization ? { authorization, 'accept-language': 'en' } : {} });
      const end = (last?: unknown): void => {
        if (last !== undefined) seen.push(last);
        void client.dispose();
        resolve(seen);
      };
      client.subscribe({ query, variables }, { next: (value) => seen.push(value.data ?? value.errors), error: end, complete: () => end() });
    });

  it('stream to a caller with the role', async () => {
    expect(await collect('subscription { count(to: 3) }', `Bearer ${csr}`)).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
  });

  it('take variables, and count them in the cost', async () => {
    expect(await collect('subscription ($to: Int!) { count(to: $to) }', `Bearer ${csr}`, { to: 2 })).toEqual([{ count: 1 }, { count: 2 }]);
    const pages = 'subscription ($n: Int!) { made { list(first: $n) { list(first: $n) { id } } } }';
    expect(await collect(pages, `Bearer ${csr}`, { n: 2 })).toEqual([{ made: { list: [{ list: [{ id: '1' }] }] } }]);
    expect(JSON.stringify(await collect(pages, `Bearer ${csr}`, { n: 90 }))).toContain('query.too-complex');
  });

  it('[A1-4] deny without a token, with a wrong one and with the wrong role, coded', async () => {
    const code = (seen: readonly unknown[]): unknown => (seen[0] as { extensions: { code: string } }[])[0]?.extensions.code;
    expect(code(await collect('subscription { count(to: 3) }'))).toBe('UNAUTHENTICATED');
    expect(code(await collect('subscription { count(to: 3) }', 'Bearer a.b.c'))).toBe('UNAUTHENTICATED');
    const manager = await issuer.token({ sub: 'm', tenant: 'huaxin', roles: ['manager'] });
    expect(code(await collect('subscription { count(to: 3) }', `Bearer ${manager}`))).toBe('FORBIDDEN');
    expect(code(await collect('subscription { nothing }', `Bearer ${csr}`))).toBe('BAD_USER_INPUT');
  });

  it('closes the socket when the token ends', async () => {
    const short = await issuer.token({ sub: 'huaxin.csr2', tenant: 'huaxin', roles: ['csr'] }, { expiresIn: 2 });
    const started = Date.now();
    const [last] = await collect('subscription { forever }', `Bearer ${short}`);
    expect(last).toMatchObject({ code: 4401, reason: 'auth.token-expired' });
    expect(Date.now() - started).toBeLessThan(4_000);
  });
});
