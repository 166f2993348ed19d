import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Answer, type Caller, type RunningService, startService } from './running.service.js';

const supervisor: Caller = { tenant: 'huaxin', roles: ['supervisor'], personId: 'p_sup' };
const setProfile = 'mutation ($input: SetProfileInput!) { setProfile(input: $input) { state userErrors { code } } }';
/** More than the pool has connections. */
const slow = Array.from({ length: 20 }, (_, n) => `p_slow_${n}`);
/** Every wait for a lock or a connection ends after five seconds; a machine may be slow. */
const fastMs = 20_000;

let service: RunningService;
let root: pg.Client;

const set = (key: string): Promise<Answer> =>
  service.ask(supervisor, setProfile, { input: { key, personId: key, region: 'east', skills: ['hardware'], kinds: ['consultation'], maxLoad: 4 } });

const readiness = async (): Promise<number> => (await fetch(`${service.url}/readyz`)).status;

const done = { data: { setProfile: { state: 'DONE', userErrors: [] } } };
const refused = { errors: [{ extensions: { code: 'UNAVAILABLE', reason: 'service.unavailable' } }] };

const limitConnections = async (limit: number): Promise<void> => {
  for (const role of ['app', 'system']) await root.query(`alter role ${service.test.name}_${role} connection limit ${limit}`);
};

const hasProfile = async (key: string): Promise<number> => (await root.query(`select from profiles where person_id = $1`, [key])).rowCount ?? 0;

beforeAll(async () => {
  service = await startService();
  root = new pg.Client({ connectionString: service.test.superuserUrl });
  await root.connect();
  for (const key of ['p_before', 'p_full', ...slow]) await root.query(`insert into staff values ('huaxin', $1, true, '{specialist}', 'east', null, null, 1, 1)`, [key]);
}, 60_000);

afterEach(async () => {
  await root.query('rollback');
  await limitConnections(-1);
});

afterAll(async () => {
  await root.end();
  await service.close();
});

describe('a database in trouble', () => {
  it('without a connection left: requests are refused fast by a code, the process is not ready, and both recover by themselves', async () => {
    expect(await set('p_before')).toEqual(done);
    expect(await readiness()).toBe(200);
    await limitConnections(0);
    await root.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    const began = Date.now();
    expect(await set('p_full')).toMatchObject(refused);
    expect(Date.now() - began).toBeLessThan(fastMs);
    expect(await readiness()).toBe(503);
    expect(await hasProfile('p_full')).toBe(0);

    await limitConnections(-1);
    expect(await set('p_full')).toEqual(done);
    expect(await readiness()).toBe(200);
    expect(await hasProfile('p_full')).toBe(1);
  }, 60_000);

  it('that is held up: more requests than connections are each refused fast by a code, without an effect, and done when they come again', async () => {
    await root.query('begin; lock table profiles in access exclusive mode');
    const began = Date.now();
    for (const answer of await Promise.all(slow.map(set))) expect(answer).toMatchObject(refused);
    expect(Date.now() - began).toBeLessThan(fastMs);

    await root.query('rollback');
    expect(await readiness()).toBe(200);
    for (const answer of await Promise.all(slow.map(set))) expect(answer).toEqual(done);
    for (const key of slow) expect(await hasProfile(key)).toBe(1);
  }, 60_000);
});
