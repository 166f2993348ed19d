import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { revertMigrations } from '@mendline/platform/database';
import pg from 'pg';
import { migrations } from '../src/database/migrations/index.js';
import { deviceFact, packFact, randomLife, seededRandom } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase } from './quality-database.js';

let quality: QualityDatabase;

beforeAll(async () => {
  quality = await openQualityDatabase();
}, 30_000);
afterAll(() => quality.close());

interface TableRow {
  readonly name: string;
  readonly forced: boolean;
  readonly policies: number;
  readonly tenanted: boolean;
  readonly leads: boolean;
  readonly readable: boolean;
}

const tables = async (): Promise<TableRow[]> => {
  const client = new pg.Client({ connectionString: quality.urls.superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<TableRow>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
              (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
              exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as tenanted,
              exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                      where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id') as leads,
              has_table_privilege($1, c.oid, 'select') as readable
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
      [`${quality.urls.name}_app`],
    );
    return rows;
  } finally {
    await client.end();
  }
};

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
