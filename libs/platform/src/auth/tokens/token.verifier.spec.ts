import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { bearerToken, TokenVerifier } from './token.verifier.js';

const audience = 'mendline';
const person = { tenant: 'huaxin', roles: ['csr', 'poet'], personId: 'p_huaxin_csr1', scope_data: 'team' };
let issuer = '';
let server: Server;
let key: CryptoKey;
let strangersKey: CryptoKey;
let keyFetches = 0;

const sign = (claims: JWTPayload = person, options: { by?: CryptoKey; issuer?: string; audience?: string; expires?: number } = {}): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setSubject('huaxin.csr1')
    .setIssuer(options.issuer ?? issuer)
    .setAudience(options.audience ?? audience)
    .setExpirationTime(options.expires ?? Math.floor(Date.now() / 1000) + 3600)
    .sign(options.by ?? key);

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  strangersKey = (await generateKeyPair('RS256')).privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  server = createServer((request, response) => {
    const discovery = request.url === '/.well-known/openid-configuration';
    if (!discovery) keyFetches += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(discovery ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

describe('TokenVerifier', () => {
  it('[A1-4] reads tenant, known roles and data scope of a good token', async () => {
    const verifier = new TokenVerifier({ issuer, audience });
    expect(verifier.ready).toBe(false);
    const principal = await verifier.verify(await sign());
    expect(principal).toMatchObject({ subject: 'huaxin.csr1', tenant: 'huaxin', roles: ['csr'], personId: 'p_huaxin_csr1', dataScope: 'team' });
    expect(principal).not.toHaveProperty('customerId');
    expect(verifier.ready).toBe(true);
  });

  it.each([
    ['another key', () => sign(person, { by: strangersKey })],
    ['another issuer', () => sign(person, { issuer: 'http://elsewhere.example' })],
    ['another audience', () => sign(person, { audience: 'other' })],
    ['no tenant', () => sign({ roles: ['csr'] })],
    ['a hostile tenant', () => sign({ ...person, tenant: "x'; drop table tickets" })],
    ['no known role', () => sign({ ...person, roles: ['poet'] })],
    ['the role of the system', () => sign({ ...person, roles: ['system', 'csr'] })],
    ['a customer without customerId', () => sign({ tenant: 'huaxin', roles: ['customer'] })],
    ['no form at all', () => Promise.resolve('a.b.c')],
    ['a megabyte', () => Promise.resolve(`a.${'b'.repeat(1_000_000)}.c`)],
  ])('refuses a token of %s', async (_, make) => {
    const verifier = new TokenVerifier({ issuer, audience });
    await expect(verifier.verify(await make())).rejects.toMatchObject({ kind: 'unauthenticated', code: 'auth.token-invalid' });
  });

  it('refuses an unsigned token', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part({ ...person, sub: 'x', iss: issuer, aud: audience, exp: 4_000_000_000 })}.`;
    await expect(new TokenVerifier({ issuer, audience }).verify(token)).rejects.toMatchObject({ code: 'auth.token-invalid' });
  });

  it('tells an expired token, also one that it had remembered', async () => {
    let now = new Date();
    const verifier = new TokenVerifier({ issuer, audience, now: () => now, rememberFor: 86_400_000 });
    const token = await sign();
    await verifier.verify(token);
    now = new Date(now.getTime() + 3_601_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token-expired' });
  });

  it('is unavailable while the issuer is down, asks no oftener than the cool-down, and recovers', async () => {
    const away = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
    const down = `http://127.0.0.1:${(away.address() as AddressInfo).port}`;
    let requests = 0;
    away.on('request', () => (requests += 1));
    let now = new Date();
    const verifier = new TokenVerifier({ issuer: down, audience, keyCoolDown: 1_000, now: () => now });
    const token = await sign(person, { issuer: down });
    for (let i = 0; i < 5; i += 1) await expect(verifier.verify(token)).rejects.toMatchObject({ kind: 'unavailable', code: 'auth.issuer-unavailable' });
    expect(requests).toBe(1);
    now = new Date(now.getTime() + 1_001);
    await expect(verifier.verify(token)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests).toBe(2);
    away.close();
  });

  it('fetches the keys once for many tokens', async () => {
    const verifier = new TokenVerifier({ issuer, audience });
    const before = keyFetches;
    await Promise.all(Array.from({ length: 20 }, async (_, i) => verifier.verify(await sign({ ...person, personId: `p${i}` }))));
    expect(keyFetches - before).toBe(1);
  });
});

describe('bearerToken', () => {
  it('takes the token of the Bearer scheme only', () => {
    expect(bearerToken(undefined)).toBeUndefined();
    expect(bearerToken('bearer aa.bb.cc')).toBe('aa.bb.cc');
    expect(() => bearerToken('Basic abc')).toThrow('auth.token-invalid');
    expect(() => bearerToken('Bearer a b')).toThrow('auth.token-invalid');
  });
});
