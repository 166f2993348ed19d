import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { revertMigrations } from '@mendline/platform/database';
import { tableWalls } from '@mendline/testing/database';
import { dispatchMigrations } from '../src/database/migrations/index.js';
import { type Bench, openBench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const tables = () => tableWalls(bench.test);

/** The tables that belong to no tenant: the lives of the database itself, and the map of regions. */
const shared = ['incarnation', 'regions'];

it('every table is behind forced row-level security, its key led by the tenant', async () => {
  const found = await tables();
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['profiles', 'staff', 'ticket_copies', 'offers', 'rosters', 'absences', 'dispatch_rules', 'visit_bookings', 'booking_commands', 'outbox', 'fact_log', 'commands']));
  expect(found.filter(({ forced, policies }) => !forced || policies === 0)).toEqual([]);
  expect(found.filter(({ name, tenanted, leads }) => !shared.includes(name) && !(tenanted && leads))).toEqual([]);
});

it('no table shows a tenant another\'s rows, nor takes them', async () => {
  await bench.database.tx('huaxin', (em) =>
    em.query(`insert into offers (tenant_id, offer_id, ticket_id, state, made_at) values ('huaxin', 'o', 't', 'nobody', now())`),
  );
  for (const { name } of (await tables()).filter(({ tenanted, readable }) => tenanted && readable)) {
    const rows = await bench.database.tx('borealis', (em) => em.query<unknown[]>(`select 1 from ${name} where tenant_id <> 'borealis'`));
    expect({ name, rows }).toEqual({ name, rows: [] });
  }
  const intrusion = bench.database.tx('borealis', (em) =>
    em.query(`insert into offers (tenant_id, offer_id, ticket_id, state, made_at) values ('huaxin', 'o2', 't', 'nobody', now())`),
  );
  await expect(intrusion).rejects.toThrow(/row-level security/u);
});

it('the migrations go down to nothing', async () => {
  await revertMigrations(bench.test.ownerUrl, dispatchMigrations, dispatchMigrations.length);
  expect(await tables()).toEqual([]);
});
