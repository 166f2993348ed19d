import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@mendline/testing';
import { fetchToken } from '../../../infra/local/src/oidc/index.js';
import { firstError, GatewayScene } from './support/gateway.scene.js';

let scene: GatewayScene;

beforeAll(async () => {
  scene = await GatewayScene.start();
}, 60_000);

afterAll(() => scene.stop());

describe('gateway', () => {
  it('joins two services in one query', async () => {
    expect(await scene.ask('{ ticket(id: "7") { id number visitor } hello visits }')).toMatchObject({
      status: 200,
      data: { ticket: { id: '7', number: 'N7', visitor: 'huaxin engineer' }, hello: 'hello', visits: 'visits' },
    });
    const mutation = await scene.ask('mutation ($text: String!) { open(text: $text) { id visitor } }', { body: { variables: { text: '客户' } } });
    expect(mutation.data).toEqual({ open: { id: '2', visitor: 'huaxin engineer' } });
  });

  it('[A1-4] refuses a wrong and a foreign token itself, and lets services refuse the missing one and the wrong role', async () => {
    const wrong = await scene.ask('{ hello }', { token: 'a.b.c' });
    expect(wrong.status).toBe(401);
    expect(firstError(wrong)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-invalid', message: 'The token is not valid; please sign in again.' });
    expect(firstError(await scene.ask('{ hello }', { token: scene.csr.replace(/.{20}$/, 'A'.repeat(20)) }))).toMatchObject({ reason: 'auth.token-invalid' });
    const missing = await scene.ask('{ ticket(id: "1") { id } }', { token: null });
    expect(firstError(missing)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-missing' });
    const engineer = await fetchToken(scene.issuer.issuer, 'huaxin', 'engineer1');
    expect(firstError(await scene.ask('{ ticket(id: "1") { id } }', { token: engineer }))).toMatchObject({ code: 'FORBIDDEN', reason: 'auth.role-not-allowed' });
    expect((await scene.ask('{ hello }', { token: null })).data).toEqual({ hello: 'hello' });
  });

  it('never gives one caller the answer of another, however many ask the same at once', async () => {
    const logins = ['csr1', 'csr2', 'supervisor1', 'supervisor2'];
    const tokens = await Promise.all(logins.map((login) => fetchToken(scene.issuer.issuer, 'borealis', login)));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => scene.ask('{ me }', { token: tokens[i % 4] ?? '', headers: { 'x-correlation-id': 'the-same-one' } })));
    answers.forEach((answer, i) => expect(answer.data).toEqual({ me: `borealis.${logins[i % 4]}` }));
  });

  it('passes coded errors of services on, in the caller’s language, and nothing of their cause', async () => {
    const zh = await scene.ask('{ ticket(id: "none") { id } }', { headers: { 'accept-language': 'zh-CN', 'x-correlation-id': 'corr-12345' } });
    expect(zh.errors).toEqual([{ message: '找不到工单 none。', path: ['ticket'], extensions: { code: 'NOT_FOUND', reason: 'ticket.not-found', correlationId: 'corr-12345' } }]);
    expect(firstError(await scene.ask('{ ticket(id: "none") { id } }'))).toMatchObject({ message: 'No ticket none.' });
    const bug = await scene.ask('{ ticket(id: "bug") { id } }', { headers: { 'accept-language': 'zh' } });
    expect(firstError(bug)).toMatchObject({ code: 'INTERNAL', reason: 'internal.error' });
    expect(bug.text).not.toMatch(/secret|127\.0\.0\.1|stack|serviceName/);
    expect((await scene.ask('{ heard }', { headers: { 'x-correlation-id': 'corr-67890' } })).data).toEqual({ heard: 'en corr-67890' });
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
    const answer = await scene.ask(query);
    expect(firstError(answer)).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    expect(answer.status).toBe(status);
    expect(answer.data ?? null).toBeNull();
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  it('refuses 1 MB, broken JSON, a batch, GET and other content types, coded', async () => {
    const text = 'x'.repeat(1_000_000);
    expect(firstError(await scene.ask('mutation ($text: String!) { open(text: $text) { id } }', { body: { variables: { text } } }))).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'input.body-too-large' });
    const post = (body: string, type = 'application/json'): Promise<Response> => fetch(`${scene.gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    for (const [response, status] of [
      [await post('{"query": '), 400],
      [await post(JSON.stringify([{ query: '{ hello }' }])), 400],
      [await post('{"query": 7}'), 400],
      [await post('{ hello }', 'text/plain'), 415],
      [await fetch(`${scene.gateway.url}/graphql?query={hello}`), 405],
    ] as const) {
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/\p{Script=Han}/u), extensions: { code: 'BAD_USER_INPUT', reason: 'input.malformed' } }] });
    }
  });

  it('tells health, readiness and unknown paths apart', async () => {
    expect((await fetch(`${scene.gateway.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${scene.gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, composed: true, services: { intake: 'up', visits: 'up' } }]);
    expect((await fetch(`${scene.gateway.url}/graphiql`)).status).toBe(404);
  });

  it('limits one client and not its tenant', async () => {
    const tight = await scene.gatewayWith({ RATE_CLIENT_BURST: '3', RATE_CLIENT_PER_SECOND: '0.1' });
    await tight.composed;
    for (let i = 0; i < 3; i += 1) expect((await scene.ask('{ hello }', { to: tight })).status).toBe(200);
    const refused = await scene.ask('{ hello }', { to: tight });
    expect(refused.status).toBe(429);
    const { code, reason, retryAfter } = firstError(refused);
    expect({ code, reason }).toEqual({ code: 'RATE_LIMITED', reason: 'rate.limited' });
    // The bucket fills while the requests are under way.
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(10);
    expect((await scene.ask('{ hello }', { to: tight, token: await fetchToken(scene.issuer.issuer, 'huaxin', 'csr2') })).status).toBe(200);
    await tight.close();
  });

  it('runs trusted documents only, where it is told so, and hides the schema', async () => {
    const document = '{ hello }';
    const hash = createHash('sha256').update(document).digest('hex');
    const file = join(scene.folder, 'trusted.json');
    await writeFile(file, JSON.stringify({ [hash]: document }));
    const strict = await scene.gatewayWith({ TRUSTED_DOCUMENTS_FILE: file, TRUSTED_DOCUMENTS_ONLY: 'true' });
    await strict.composed;
    expect((await scene.ask(document, { to: strict })).data).toEqual({ hello: 'hello' });
    const byHash = { to: strict, body: { query: undefined, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } } };
    expect((await scene.ask('', byHash)).data).toEqual({ hello: 'hello' });
    expect(firstError(await scene.ask('{ visits }', { to: strict }))).toMatchObject({ code: 'FORBIDDEN', reason: 'query.not-trusted' });
    await strict.close();
    const closed = await scene.gatewayWith({ INTROSPECTION: 'false' });
    await closed.composed;
    expect(firstError(await scene.ask('{ __schema { queryType { name } } }', { to: closed }))).toMatchObject({ reason: 'query.invalid' });
    await closed.close();
  });

  it('finishes what is under way when it stops', async () => {
    const stopping = await scene.gatewayWith();
    await stopping.composed;
    const slow = scene.ask('{ ticket(id: "slow") { id } }', { to: stopping });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await stopping.close();
    expect((await slow).data).toEqual({ ticket: { id: 'slow' } });
    await expect(scene.ask('{ hello }', { to: stopping })).rejects.toThrow();
  });
});

describe('services that come and go', () => {
  it('a service that is down costs its own fields only, and readiness; its restart needs nothing of the gateway', async () => {
    await scene.visits.app.close();
    const half = await scene.ask('{ ticket(id: "7") { number visitor } }');
    expect(half.data).toEqual({ ticket: { number: 'N7', visitor: null } });
    expect(firstError(half)).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    expect(half.text).not.toMatch(/127\.0\.0\.1|ECONN|fetch/);
    const ready = await fetch(`${scene.gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, composed: true, services: { intake: 'up', visits: 'down' } }]);
    await scene.startVisits(scene.visits.port);
    expect((await scene.ask('{ ticket(id: "7") { number visitor } }')).data).toEqual({ ticket: { number: 'N7', visitor: 'huaxin engineer' } });
    expect((await scene.collect('subscription { ticketChanged(times: 1) { visitor } }', `Bearer ${scene.csr}`)).values).toEqual([{ data: { ticketChanged: { visitor: 'huaxin engineer' } } }]);
  });

  it('listens before its services do, says so, and serves when they are there', async () => {
    const { port } = scene.visits;
    await scene.visits.app.close();
    const early = await scene.gatewayWith();
    expect((await fetch(`${early.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${early.url}/readyz`)).status).toBe(503);
    expect(firstError(await scene.ask('{ hello }', { to: early }))).toMatchObject({ code: 'UNAVAILABLE' });
    await scene.startVisits(port);
    await early.composed;
    await eventually(async () => (await scene.ask('{ hello }', { to: early })).status === 200);
    await early.close();
  });
});
