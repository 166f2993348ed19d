import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database, runMigrations } from '../src/database/index.js';
import { DataKeys, erased, FileKeyManagement, keysCli, PersonalData, privacyMigration } from '../src/privacy/index.js';

class CreateDataKeys1800000000001 implements MigrationInterface {
  readonly name = 'CreateDataKeys1800000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(privacyMigration.up);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(privacyMigration.down);
  }
}

const line = (id: string, fill: number): string => `${id}:${Buffer.alloc(32, fill).toString('base64')}\n`;
const kms = FileKeyManagement.fromText(line('k1', 1));
const rotated = FileKeyManagement.fromText(line('k1', 1) + line('k2', 2));

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase('platform_privacy');
  await runMigrations(test.ownerUrl, [CreateDataKeys1800000000001]);
  database = new Database({ url: test.url, systemUrl: test.systemUrl });
}, 30_000);

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** As another process would read: nothing in memory. */
const fresh = (): PersonalData => new PersonalData(new DataKeys(kms));
const encrypt = (data: PersonalData, person: string, text: string, tenant = 'huaxin'): Promise<Buffer> =>
  database.tx(tenant, (em) => data.encrypt(em, tenant, person, 'phone', text));
const decrypt = (data: PersonalData, person: string, sealed: Buffer, tenant = 'huaxin'): Promise<string | typeof erased> =>
  database.tx(tenant, (em) => data.decrypt(em, tenant, person, 'phone', sealed));

describe('data keys in PostgreSQL', () => {
  it('[A11-5][C17] make one key per person, even for twenty at once', async () => {
    const sealed = await Promise.all(Array.from({ length: 20 }, (_, index) => encrypt(fresh(), 'p1', `text ${index}`)));
    const texts = await Promise.all(sealed.map((one) => decrypt(fresh(), 'p1', one)));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => `text ${index}`));
  });

  it('are not remembered from a transaction that was rolled back', async () => {
    const data = fresh();
    const rolledBack = database.tx('huaxin', async (em) => {
      await data.encrypt(em, 'huaxin', 'p2', 'phone', 'lost');
      await em.transaction((inner) => data.encrypt(inner, 'huaxin', 'p2', 'phone', 'lost too'));
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    const sealed = await encrypt(data, 'p2', 'kept');
    expect(await decrypt(fresh(), 'p2', sealed)).toBe('kept');
  });

  it('are remembered once committed, in reading and in writing transactions', async () => {
    const data = fresh();
    const sealed = await encrypt(data, 'p3', 'kept');
    await database.tx('huaxin', async (em) => {
      await data.encrypt(em, 'huaxin', 'p3-other', 'phone', 'makes this transaction a writing one');
      await data.decrypt(em, 'huaxin', 'p3', 'phone', sealed);
    });
    await database.tx('huaxin', (em) => em.query(`delete from data_keys where person_id = 'p3'`));
    expect(await decrypt(data, 'p3', sealed)).toBe('kept');
    await expect(decrypt(fresh(), 'p3', sealed)).rejects.toMatchObject({ code: 'key.missing' });
  });

  it('[A11-5] erase a person for ever', async () => {
    const sealed = await encrypt(fresh(), 'p4', 'secret');
    const person = { tenantId: 'huaxin', personId: 'p4' };
    await database.tx('huaxin', (em) => new DataKeys(kms).destroy(em, person));
    await database.tx('huaxin', (em) => new DataKeys(kms).destroy(em, person));
    expect(await decrypt(fresh(), 'p4', sealed)).toBe(erased);
    await expect(encrypt(fresh(), 'p4', 'new')).rejects.toMatchObject({ code: 'person.erased' });
    const rows = await database.tx('huaxin', (em) => em.query<unknown[]>(`select wrapped_key from data_keys where person_id = 'p4'`));
    expect(rows).toEqual([{ wrapped_key: null }]);
  });

  it('[C17] are wrapped anew after a rotation and then open without the old master key', async () => {
    const sealed = await encrypt(fresh(), 'p5', 'kept', 'borealis');
    await encrypt(fresh(), 'p6', 'kept', 'borealis');
    const keys = new DataKeys(rotated);
    const rewrapped = await database.tx('borealis', (em) => keys.rewrap(em, 'borealis', 1));
    expect([rewrapped, await database.tx('borealis', (em) => keys.rewrap(em, 'borealis'))]).toEqual([1, 1]);
    expect(await database.tx('borealis', (em) => keys.rewrap(em, 'borealis'))).toBe(0);
    const newest = new PersonalData(new DataKeys(FileKeyManagement.fromText(line('k2', 2))));
    expect(await decrypt(newest, 'p5', sealed, 'borealis')).toBe('kept');
  });

  it('[C17] are wrapped anew for all tenants by one command, which tells what each master key still wraps', async () => {
    const sealed = await encrypt(fresh(), 'p9', 'kept', 'huaxin');
    const lines: string[] = [];
    const run = (...argv: string[]): Promise<number> => keysCli({ service: 'platform', argv, database, kms: rotated, print: (said) => lines.push(said) });
    expect(await run('status')).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^platform huaxin: \d+ by k1$/));
    lines.length = 0;
    expect(await run('rewrap')).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^platform huaxin: \d+ wrapped anew$/));
    expect(lines.filter((said) => said.includes(' by '))).toEqual(expect.arrayContaining([expect.stringMatching(/ by k2, the newest$/)]));
    expect(lines.join()).not.toContain('by k1');
    expect(await decrypt(new PersonalData(new DataKeys(FileKeyManagement.fromText(line('k2', 2)))), 'p9', sealed)).toBe('kept');
    expect(await run('rewrap', 'more')).toBe(2);
  });

  it('are invisible to another tenant', async () => {
    await encrypt(fresh(), 'p7', 'kept');
    const rows = await database.tx('borealis', (em) => em.query<unknown[]>(`select 1 from data_keys where tenant_id = 'huaxin'`));
    expect(rows).toEqual([]);
    await expect(database.tx('borealis', (em) => fresh().encrypt(em, 'huaxin', 'p8', 'phone', 'x'))).rejects.toThrow(/row-level security/);
  });
});
