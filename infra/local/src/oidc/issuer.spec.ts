import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type RunningIssuer, startIssuer } from './issuer.js';
import { readPeople } from './people.file.js';
import { loadSecrets } from './signing.keys.js';
import { fetchToken } from './token.client.js';

let folder = '';
let running: RunningIssuer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  running = await startIssuer({ host: '127.0.0.1', port: 0, people: await readPeople(), secrets: await loadSecrets(join(folder, 'oidc', 'keys.json')) });
});

afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true });
});

describe('local issuer', () => {
  it('[A1-4] gives a demo person a token with tenant, roles and scope that its own keys verify', async () => {
    const token = await fetchToken(running.issuer, 'borealis', 'specialist2');
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${running.issuer}/jwks`)), { issuer: running.issuer, audience: 'mendline' });
    expect(payload).toMatchObject({ sub: 'borealis.specialist2', tenant: 'borealis', roles: ['specialist'], personId: 'p_borealis_specialist2', scope_data: 'region', region: 'BERGEN' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it('gives a customer the customer id and no person id', async () => {
    const payload = JSON.parse(Buffer.from((await fetchToken(running.issuer, 'huaxin', 'customer1')).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(payload).toMatchObject({ roles: ['customer'], customerId: 'demo-huaxin-c1', scope_data: 'own' });
    expect(payload).not.toHaveProperty('personId');
  });

  it('refuses an unknown person', async () => {
    await expect(fetchToken(running.issuer, 'huaxin', 'nobody')).rejects.toThrow('huaxin.nobody');
  });

  it('is ready, and keeps its keys private and over a restart', async () => {
    expect((await fetch(`${running.issuer}/readyz`)).status).toBe(200);
    const file = join(folder, 'oidc', 'keys.json');
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await loadSecrets(file)).toEqual(await loadSecrets(file));
  });
});

describe('demo people', () => {
  it('name managers and deputies that exist in their tenant, and end at one person', async () => {
    const people = await readPeople();
    for (const tenant of ['huaxin', 'borealis']) {
      const staff = new Map(people.filter((person) => person.tenant === tenant).map((person) => [person.login, person]));
      for (const { managerLogin, deputyLogin } of staff.values()) {
        for (const login of [managerLogin, deputyLogin]) expect(login === null || staff.has(login)).toBe(true);
      }
      const chain: string[] = [];
      for (let login: string | null = 'specialist1'; login !== null && !chain.includes(login); login = staff.get(login)?.managerLogin ?? null) chain.push(login);
      expect(chain).toEqual(['specialist1', 'supervisor1', 'manager1', 'gm1']);
      const count = (role: string): number => [...staff.values()].filter(({ roles }) => roles[0] === role).length;
      expect(['csr', 'csr-leader', 'specialist', 'engineer', 'supervisor', 'manager', 'quality-manager', 'administrator', 'general-manager'].map(count)).toEqual([2, 1, 6, 6, 2, 1, 1, 1, 1]);
    }
  });

  it('have ids, phones and mail addresses of their own', async () => {
    const people = await readPeople();
    for (const key of ['phone', 'email'] as const) expect(new Set(people.map((person) => person[key])).size).toBe(people.length);
    expect(new Set(people.map((person) => person.personId ?? person.customerId)).size).toBe(people.length);
  });
});
