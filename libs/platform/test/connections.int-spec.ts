import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import pg from 'pg';
import { DatabaseClock } from '../src/clock/index.js';
import { Database } from '../src/database/index.js';

let test: TestDatabase;
let database: Database;

/** One connection, so that every transaction meets what the last one left on it. */
beforeAll(async () => {
  test = await createTestDatabase('platform');
  await asOwner('create table shapes (id int primary key); insert into shapes values (1); grant select on shapes to public');
  database = new Database({ url: test.url, systemUrl: test.systemUrl, poolSize: 1, systemPoolSize: 1 });
}, 30_000);

afterAll(async () => {
  await database.close();
  await test.drop();
});

const asOwner = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: test.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
};

const readShapes = () => database.tx('huaxin', (em) => em.query<object[]>('select * from shapes where id = $1', [1]));

describe('connections', () => {
  it('have the server plan a statement once', async () => {
    for (let i = 0; i < 3; i += 1) await readShapes();
    const prepared = await database.tx('huaxin', (em) => em.query<{ n: number }[]>(`select count(*)::int as n from pg_prepared_statements where statement = 'select * from shapes where id = $1'`));
    expect(prepared).toEqual([{ n: 1 }]);
  });

  it('are replaced when a migration gives a planned statement another shape, and the transaction succeeds', async () => {
    expect(await readShapes()).toEqual([{ id: 1 }]);
    await asOwner('alter table shapes add column colour text');
    expect(await readShapes()).toEqual([{ id: 1, colour: null }]);
    expect(await readShapes()).toEqual([{ id: 1, colour: null }]);
  });

  it('set the tenant with the beginning of a transaction, whatever its name, and for that one only', async () => {
    const tenantOf = (em: { query<T>(sql: string): Promise<T> }) => em.query<{ tenant: string | null }[]>(`select current_setting('mendline.tenant', true) as tenant`);
    for (const tenant of ['huaxin', `o'neill`, `back\\slash'; drop table shapes; --`]) expect(await database.tx(tenant, tenantOf)).toEqual([{ tenant }]);
    expect(await database.query(`select current_setting('mendline.tenant', true) as tenant`)).toEqual([{ tenant: '' }]);
    expect(await database.systemTx(tenantOf)).toEqual([{ tenant: null }]);
    expect(await readShapes()).toHaveLength(1);
  });
});

describe('the clock of the database', () => {
  it('is read with every transaction and never ahead of the server', async () => {
    const clock = new DatabaseClock(database);
    for (let i = 0; i < 20; i += 1) {
      const [told, row] = await database.tx('huaxin', async (em) => {
        const now = await clock.now(em);
        return [now, (await em.query<{ now: Date }[]>('select clock_timestamp() as now'))[0]] as const;
      });
      const behind = (row?.now.getTime() ?? 0) - told.getTime();
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(1_000);
    }
  });
});
