import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { join } from 'node:path';
import { fetchToken, loadSecrets } from '../../../infra/local/src/oidc/index.js';
import type { RunningGateway } from '../src/gateway.server.js';
import { firstError, GatewayScene, type Seen } from './support/gateway.scene.js';
import { TicketResolver } from './support/tiny.resolvers.js';
import { startTinySubgraph } from './support/tiny.subgraph.js';

let scene: GatewayScene;

beforeAll(async () => {
  scene = await GatewayScene.start();
}, 60_000);

afterAll(() => scene.stop());

describe('subscriptions through the gateway', () => {
  it('stream joined events', async () => {
    const { values, end } = await scene.collect('subscription { ticketChanged(times: 3) { number visitor } }', `Bearer ${scene.csr}`);
    expect(values).toEqual([1, 2, 3].map((n) => ({ data: { ticketChanged: { number: `N${n}`, visitor: 'huaxin engineer' } } })));
    expect(end).toBe('complete');
  });

  it('outlive the time that a query may take', async () => {
    const hasty = await scene.gatewayWith({ UPSTREAM_TIMEOUT_SECONDS: '0.3' });
    await hasty.composed;
    const slow = await scene.ask('{ ticket(id: "slow") { id } }', { to: hasty });
    expect(firstError(slow)).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    const { values, end } = await scene.collect('subscription { late }', `Bearer ${scene.csr}`, hasty);
    expect([values, end]).toEqual([[{ data: { late: 1 } }, { data: { late: 2 } }, { data: { late: 3 } }], 'complete']);
    await hasty.close();
  });

  it('carry queries and mutations too', async () => {
    expect((await scene.collect('{ me }', `Bearer ${scene.csr}`)).values).toEqual([{ data: { me: 'huaxin.csr1' } }]);
  });

  it('[A1-4] refuse a wrong token at the door, a missing one and a wrong role at the field', async () => {
    expect((await scene.collect('subscription { forever }', 'Bearer a.b.c')).end).toMatchObject({ code: 4401, reason: 'auth.token-invalid' });
    const codes = ({ values, end }: Seen): unknown => JSON.stringify([values, end]);
    expect(codes(await scene.collect('subscription { ticketChanged(times: 1) { id } }'))).toContain('"code":"UNAUTHENTICATED"');
    const engineer = await fetchToken(scene.issuer.issuer, 'huaxin', 'engineer1');
    expect(codes(await scene.collect('subscription { ticketChanged(times: 1) { id } }', `Bearer ${engineer}`))).toContain('"code":"FORBIDDEN"');
  });

  it('refuse bombs, coded', async () => {
    const { end } = await scene.collect(`subscription { ${Array.from({ length: 60 }, (_, i) => `a${i}: forever`).join(' ')} }`, `Bearer ${scene.csr}`);
    expect(end).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: 'query.too-many-aliases' } }]);
  });
});

describe('a gateway whose clock is wrong', () => {
  const hour = 3_600_000;

  /** A gateway over a service whose time is so much ahead of this machine's. */
  const apart = async (ms: number): Promise<{ readonly strange: RunningGateway; close(): Promise<void> }> => {
    const service = await startTinySubgraph(scene.issuer.issuer, [TicketResolver], { now: () => new Date(Date.now() + ms) });
    const strange = await scene.gatewayWith({ SUBGRAPHS: `intake=${service.url}` });
    await strange.composed;
    return { strange, close: async () => void (await Promise.all([strange.close(), service.app.close()])) };
  };

  const tokenEnding = async (at: number): Promise<string> => {
    const { jwks: { keys: [key] } } = await loadSecrets(join(scene.folder, 'keys.json'));
    const claims = { ...decodeJwt(scene.csr), iat: Math.floor(at / 1000) - 600, exp: Math.floor(at / 1000) };
    return new SignJWT(claims).setProtectedHeader({ ...decodeProtectedHeader(scene.csr), alg: 'RS256' }).sign(await importJWK(key ?? {}, 'RS256'));
  };

  it('[A1-4] takes a token as long as its services do, over HTTP and on a socket', async () => {
    const { strange, close } = await apart(-hour);
    const token = await tokenEnding(Date.now() - 600_000);
    expect((await scene.ask('{ me }', { to: strange, token })).data).toEqual({ me: 'huaxin.csr1' });
    expect(await scene.collect('subscription { late }', `Bearer ${token}`, strange)).toEqual({ values: [1, 2, 3].map((late) => ({ data: { late } })), end: 'complete' });
    expect(firstError(await scene.ask('{ me }', { token }))).toMatchObject({ reason: 'auth.token-expired' });
    await close();
  });

  it('[A1-4] refuses a token that has ended for its services', async () => {
    const { strange, close } = await apart(hour);
    const token = await tokenEnding(Date.now() + 600_000);
    expect(firstError(await scene.ask('{ me }', { to: strange, token }))).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'auth.token-expired' });
    expect((await scene.ask('{ me }', { token })).data).toEqual({ me: 'huaxin.csr1' });
    await close();
  });
});
