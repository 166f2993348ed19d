import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databaseOf, dropDatabase, provision, type ServiceDatabase } from '../../postgres/provision.mjs';

const adminUrl = process.env['TEST_POSTGRES_URL'] ?? '';
const database = 'provision_spec';
let target: ServiceDatabase;

async function as<T extends pg.QueryResultRow>(role: 'owner' | 'app' | 'system', sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: target.urls[role] });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await dropDatabase(adminUrl, database);
  target = await provision(adminUrl, 'field-service', { database });
  await as('owner', 'create table notes (tenant_id text not null, body text)');
  await as('owner', 'alter table notes enable row level security');
  await as('owner', "create policy own on notes using (tenant_id = current_setting('mendline.tenant', true))");
  await as('system', "insert into notes values ('huaxin', 'a'), ('borealis', 'b')");
});

afterAll(async () => {
  await dropDatabase(adminUrl, database);
});

describe('the roles of a service', () => {
  it('app sees only the tenant it has set, and nothing without one', async () => {
    await expect(as('app', 'select body from notes')).resolves.toEqual([]);
    const client = new pg.Client({ connectionString: target.urls.app });
    await client.connect();
    await client.query("select set_config('mendline.tenant', 'huaxin', false)");
    const { rows } = await client.query('select body from notes');
    await client.end();
    expect(rows).toEqual([{ body: 'a' }]);
  });

  it('system sees all tenants', async () => {
    await expect(as('system', 'select count(*)::int as n from notes')).resolves.toEqual([{ n: 2 }]);
  });

  it.each(['app', 'system'] as const)('%s changes no schema', async (role) => {
    await expect(as(role, 'create table more (a int)')).rejects.toThrow('permission denied');
    await expect(as(role, 'drop table notes')).rejects.toThrow('must be owner');
  });

  it('other services do not get in', async () => {
    const stranger = await provision(adminUrl, 'dispatch', { database: 'provision_spec_other' });
    const url = new URL(stranger.urls.app);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toThrow('permission denied for database');
    await dropDatabase(adminUrl, 'provision_spec_other');
  });

  it('what a migration took away stays away when provisioning runs again', async () => {
    await as('owner', 'revoke update, delete on notes from field_service_app, field_service_system');
    await provision(adminUrl, 'field-service', { database });
    await expect(as('system', 'delete from notes')).rejects.toThrow('permission denied');
  });

  it('are told without asking the server', () => {
    expect(databaseOf(adminUrl, 'field-service', { database })).toEqual(target);
    expect(target.roles).toEqual({ owner: 'field_service_owner', app: 'field_service_app', system: 'field_service_system' });
  });
});
