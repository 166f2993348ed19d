import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database, enableTenantRls, platformMigrations, revertMigrations, runMigrations, sqlStateOf } from '../src/database/index.js';

class CreateNotes1800000000001 implements MigrationInterface {
  readonly name = 'CreateNotes1800000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table notes (tenant_id text not null, id int not null, body text not null, primary key (tenant_id, id)); ${enableTenantRls('notes')}`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notes');
  }
}

const migrations = [...platformMigrations, CreateNotes1800000000001];

const queryAs = async <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

const tablesOf = (url: string) =>
  queryAs<{ relname: string; forced: boolean; policies: number }>(
    url,
    `select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
            (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase('platform');
  const applied = await Promise.all([runMigrations(test.ownerUrl, migrations), runMigrations(test.ownerUrl, migrations)]);
  expect(applied.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, migrations.length]);
  database = new Database({ url: test.url, systemUrl: test.systemUrl });
}, 30_000);

afterAll(async () => {
  await database.close();
  await test.drop();
});

const addNote = (tenant: string, id: number, rowTenant = tenant) =>
  database.tx(tenant, (em) => em.query('insert into notes values ($1, $2, $3)', [rowTenant, id, `note ${id}`]));
const readNotes = (tenant: string) => database.tx(tenant, (em) => em.query<{ id: number }[]>('select id from notes order by id'));

describe('row-level security', () => {
  beforeAll(async () => {
    await addNote('huaxin', 1);
    await addNote('borealis', 2);
  });

  it('shows each tenant its own rows', async () => {
    expect(await readNotes('huaxin')).toEqual([{ id: 1 }]);
    expect(await readNotes('borealis')).toEqual([{ id: 2 }]);
  });

  it('lets a tenant change or write nothing of another', async () => {
    const [, changed] = await database.tx('huaxin', (em) => em.query<[unknown, number]>(`update notes set body = 'mine' where id = 2`));
    expect(changed).toBe(0);
    await expect(addNote('huaxin', 3, 'borealis')).rejects.toThrow(/row-level security/u);
  });

  it('shows nothing outside a tenant, also on a connection that has just served one', async () => {
    for (let i = 0; i < 20; i += 1) expect(await database.query('select id from notes')).toEqual([]);
    await expect(database.tx('', () => Promise.resolve())).rejects.toThrow('needs a tenant');
  });

  it('cannot be bypassed by the app role', async () => {
    const attempts = ['set role ' + test.name + '_system', 'alter table notes disable row level security', 'drop policy notes_tenant on notes', 'set row_security = off; select * from notes'];
    for (const attempt of attempts) await expect(queryAs(test.url, attempt)).rejects.toThrow();
    await expect(queryAs(test.url, 'select * from mendline_migrations.applied')).rejects.toThrow(/permission denied/u);
  });

  it('holds for the owner and is open for the system role', async () => {
    expect(await queryAs(test.ownerUrl, 'select id from notes')).toEqual([]);
    expect(await database.systemTx((em) => em.query('select id from notes order by id'))).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('is forced on every table, with a policy', async () => {
    const tables = await tablesOf(test.superuserUrl);
    expect(tables.length).toBeGreaterThanOrEqual(3);
    expect(tables.filter((table) => !table.forced)).toEqual([]);
    expect(tables.filter((table) => table.policies === 0)).toEqual([]);
  });
});

describe('transactions', () => {
  it('leave nothing behind when the work fails', async () => {
    const failing = database.tx('huaxin', async (em) => {
      await em.query(`insert into notes values ('huaxin', 10, 'lost')`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await readNotes('huaxin')).not.toContainEqual({ id: 10 });
  });

  it('run again after a deadlock', async () => {
    await addNote('huaxin', 20);
    await addNote('huaxin', 21);
    let runs = 0;
    let bothHold: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => (bothHold = resolve));
    let holders = 0;
    const cross = (first: number, second: number) =>
      database.tx('huaxin', async (em) => {
        runs += 1;
        await em.query('update notes set body = body where id = $1', [first]);
        holders += 1;
        if (holders >= 2) bothHold();
        await holding;
        await em.query('update notes set body = body where id = $1', [second]);
      });
    await Promise.all([cross(20, 21), cross(21, 20)]);
    expect(runs).toBe(3);
  }, 15_000);

  it('tell the SQLSTATE of an error', async () => {
    await expect(addNote('huaxin', 1).catch((error: unknown) => sqlStateOf(error))).resolves.toBe('23505');
  });
});

describe('migrations', () => {
  it('go down to an empty schema and up again', async () => {
    const other = await createTestDatabase('platform_down');
    try {
      await runMigrations(other.ownerUrl, migrations);
      await revertMigrations(other.ownerUrl, migrations, migrations.length);
      expect(await tablesOf(other.superuserUrl)).toEqual([]);
      const functions = await queryAs(other.superuserUrl, `select proname from pg_proc where pronamespace = 'public'::regnamespace`);
      expect(functions).toEqual([]);
      expect(await runMigrations(other.ownerUrl, migrations)).toHaveLength(migrations.length);
    } finally {
      await other.drop();
    }
  }, 30_000);
});
