import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { revertMigrations } from '@mendline/platform/database';
import { tableWalls } from '@mendline/testing/database';
import { migrations } from '../src/database/migrations/index.js';
import { deviceFact, packFact, randomLife, seededRandom } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase } from './quality-database.js';

let quality: QualityDatabase;

beforeAll(async () => {
  quality = await openQualityDatabase();
}, 30_000);
afterAll(() => quality.close());

const tables = () => tableWalls(quality.urls);

/** The one table that belongs to no tenant: the lives of the database itself. */
const shared = ['incarnation'];
const own = ['quality_tickets', 'quality_clocks', 'quality_escalations', 'quality_visits', 'quality_devices', 'quality_facts', 'quality_settings', 'quality_defect_alerts'];

it('every table is behind forced row-level security, its key led by the tenant', async () => {
  const found = await tables();
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(own));
  expect(found.filter(({ forced, policies }) => !forced || policies === 0)).toEqual([]);
  expect(found.filter(({ name, tenanted, leads }) => !shared.includes(name) && !(tenanted && leads))).toEqual([]);
});

it('no table shows a tenant another\'s rows, nor takes them', async () => {
  const random = seededRandom(3);
  const lives = Array.from({ length: 12 }, (_, n) => randomLife('huaxin', `cn1_01J9ZZZZZZZZZZZZZZZZZZZZ${10 + n}`, random).facts);
  await quality.take([packFact('huaxin', 1, 'UTC'), deviceFact('huaxin', 1, {}), ...lives.flat()], 500);
  const rows = await quality.rows();
  for (const [table, found] of Object.entries(rows)) expect({ table, filled: found.length > 0 }).toEqual({ table, filled: true });
  for (const { name } of (await tables()).filter(({ tenanted, readable }) => tenanted && readable)) {
    const foreign = await quality.database.tx('borealis', (em) => em.query<unknown[]>(`select 1 from ${name} where tenant_id <> 'borealis'`));
    expect({ name, foreign }).toEqual({ name, foreign: [] });
  }
  const intrusion = quality.database.tx('borealis', (em) => em.query(`update quality_devices set tenant_id = 'huaxin'; insert into quality_settings (tenant_id, pack, version, zone, published_at) values ('huaxin', 'x', 1, 'UTC', now())`));
  await expect(intrusion).rejects.toThrow(/row-level security/u);
});

it('the migrations go down to nothing', async () => {
  await revertMigrations(quality.urls.ownerUrl, migrations, migrations.length);
  expect(await tables()).toEqual([]);
});
