import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import pg from 'pg';
import { AuditLog } from '../src/audit/index.js';
import { FixedClock } from '../src/clock/index.js';
import { Database, platformMigrations, runMigrations } from '../src/database/index.js';

const clock = new FixedClock('2026-11-02T08:00:00.123Z');
const audit = new AuditLog(clock);
let test: TestDatabase;
let database: Database;
let superuser: pg.Client;

const append = (tenantId: string, subject: string) =>
  database.tx(tenantId, (em) => audit.append(em, { tenantId, actor: 'per_1', action: 'role.granted', subject, detail: { role: 'csr', order: 1, at: null } }));
const verify = (tenantId = 'huaxin') => audit.verify(database, tenantId);

beforeAll(async () => {
  test = await createTestDatabase('platform');
  await runMigrations(test.ownerUrl, platformMigrations);
  database = new Database({ url: test.url, systemUrl: test.systemUrl });
  superuser = new pg.Client({ connectionString: test.superuserUrl });
  await superuser.connect();
}, 30_000);

afterAll(async () => {
  await superuser.end();
  await database.close();
  await test.drop();
});

beforeEach(async () => {
  await superuser.query(`set session_replication_role = replica; delete from audit_log; delete from audit_heads`);
  for (const subject of ['per_2', 'per_3', 'per_4']) await append('huaxin', subject);
});

describe('the audit log', () => {
  it('chains the entries of each tenant without gaps, parallel writers included', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(index % 2 === 0 ? 'huaxin' : 'borealis', `per_${index}`)));
    expect(await verify('huaxin')).toEqual({ intact: true, entries: 13 });
    expect(await verify('borealis')).toEqual({ intact: true, entries: 10 });
    expect(await verify('nobody')).toEqual({ intact: true, entries: 0 });
  });

  it('forgets an entry whose transaction failed', async () => {
    const failing = database.tx('huaxin', async (em) => {
      await audit.append(em, { tenantId: 'huaxin', actor: 'per_1', action: 'pack.published', subject: 'pak_1', detail: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await verify()).toEqual({ intact: true, entries: 3 });
  });

  it('does not take entries of another tenant than the transaction', async () => {
    const foreign = database.tx('huaxin', (em) => audit.append(em, { tenantId: 'borealis', actor: 'a', action: 'b.c', subject: 'd', detail: {} }));
    await expect(foreign).rejects.toThrow(/row-level security/u);
  });

  it('can be neither changed nor emptied by any role of the service', async () => {
    for (const url of [test.url, test.systemUrl, test.ownerUrl]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`select set_config('mendline.tenant', 'huaxin', false)`);
      for (const sql of [`update audit_log set actor = 'x'`, 'delete from audit_log', 'truncate audit_log']) {
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
      await client.end();
    }
    expect(await verify()).toEqual({ intact: true, entries: 3 });
  });

  it.each([
    ['a changed field', `update audit_log set subject = 'per_9' where seq = 2`, 2],
    ['a changed detail', `update audit_log set detail = '{"role":"administrator","order":1,"at":null}' where seq = 3`, 3],
    ['a removed entry', 'delete from audit_log where seq = 2', 2],
    ['a removed end', 'delete from audit_log where seq = 3', 3],
    ['a removed end with the head moved back', `delete from audit_log where seq = 3; update audit_heads set seq = 2`, 3],
    ['an entry put in', `insert into audit_log select tenant_id, 4, at, actor, action, subject, detail, prev_hash, hash from audit_log where seq = 3`, 4],
  ])('shows %s', async (_what, sql, brokenAt) => {
    await superuser.query(sql);
    expect(await verify()).toEqual({ intact: false, brokenAt });
  });
});
