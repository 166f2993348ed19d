import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { revertMigrations } from '@mendline/platform/database';
import { tableWalls } from '@mendline/testing/database';
import { fieldServiceMigrations } from '../src/database/migrations/index.js';
import { type Bench, openBench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const tables = () => tableWalls(bench.test);

/** The one table that belongs to no tenant: the lives of the database itself. */
const shared = ['incarnation'];

it('every table is behind forced row-level security, its key led by the tenant', async () => {
  const found = await tables();
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['ticket_copies', 'remote_sessions', 'remote_session_steps', 'data_keys', 'outbox', 'fact_log', 'commands']));
  expect(found.filter(({ forced, policies }) => !forced || policies === 0)).toEqual([]);
  expect(found.filter(({ name, tenanted, leads }) => !shared.includes(name) && !(tenanted && leads))).toEqual([]);
});

it('no table shows a tenant another\'s rows, nor takes them', async () => {
  await bench.database.tx('huaxin', (em) =>
    em.query(`insert into ticket_copies (tenant_id, ticket_id) values ('huaxin', 't')`),
  );
  for (const { name } of (await tables()).filter(({ tenanted, readable }) => tenanted && readable)) {
    const rows = await bench.database.tx('borealis', (em) => em.query<unknown[]>(`select 1 from ${name} where tenant_id <> 'borealis'`));
    expect({ name, rows }).toEqual({ name, rows: [] });
  }
  const intrusion = bench.database.tx('borealis', (em) =>
    em.query(`insert into ticket_copies (tenant_id, ticket_id) values ('huaxin', 't2')`),
  );
  await expect(intrusion).rejects.toThrow(/row-level security/u);
});

it('the migrations go down to nothing', async () => {
  await revertMigrations(bench.test.ownerUrl, fieldServiceMigrations, fieldServiceMigrations.length);
  expect(await tables()).toEqual([]);
});
