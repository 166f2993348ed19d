/**
 * Creates what one service needs in a PostgreSQL cluster: its database and three roles. Used by the launcher, by
 * docker-compose and by specs. Idempotent, and safe beside a second run: an advisory lock serialises them.
 *
 *   <svc>_owner   owns the database and its schema; runs migrations
 *   <svc>_app     reads and writes; subject to row-level security
 *   <svc>_system  reads and writes all tenants (BYPASSRLS); relay, reconciler, consumers
 *
 * By hand: `node infra/postgres/provision.mjs ADMIN_URL [service …]`.
 */
import { createHmac } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

export const services = ['intake', 'dispatch', 'field-service', 'quality-analytics'];

const lockKey = 7_301_986;

/** Role names, database name and connection URLs of a service, without touching the server. */
export function databaseOf(adminUrl, service, options = {}) {
  const svc = service.replaceAll('-', '_');
  const database = options.database ?? `mendline_${svc}`;
  const roles = { owner: `${svc}_owner`, app: `${svc}_app`, system: `${svc}_system` };
  const url = (role) => connectionUrl(adminUrl, role, database, options);
  return { database, roles, urls: { owner: url(roles.owner), app: url(roles.app), system: url(roles.system) } };
}

/** Creates or completes database, roles and grants; returns what `databaseOf` returns. Throws what the server says. */
export async function provision(adminUrl, service, options = {}) {
  const target = databaseOf(adminUrl, service, options);
  await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await createRoles(client, adminUrl, target.roles, options);
    await createDatabase(client, target);
    await withClient(inDatabase(adminUrl, target.database), (inside) => grant(inside, target.roles));
  });
  return target;
}

/** Drops a database made by `provision`; the roles stay, other databases may use them. */
export async function dropDatabase(adminUrl, database) {
  await withClient(adminUrl, (client) => client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`));
}

async function createRoles(client, adminUrl, roles, options) {
  for (const [kind, role] of Object.entries(roles)) {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = known.rowCount === 0 ? 'create' : 'alter';
    const bypass = kind === 'system' ? 'bypassrls' : 'nobypassrls';
    const password = pg.escapeLiteral(options.password ?? rolePassword(adminUrl, role));
    await client.query(`${verb} role ${pg.escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole ${bypass} password ${password}`);
  }
}

async function createDatabase(client, { database, roles }) {
  const known = await client.query('select 1 from pg_database where datname = $1', [database]);
  const owner = pg.escapeIdentifier(roles.owner);
  if (known.rowCount === 0) {
    // A managed cluster's administrator is no superuser and must be a member of the role it hands the database to.
    await client.query(`grant ${owner} to current_user`);
    await client.query(`create database ${pg.escapeIdentifier(database)} owner ${owner} template template0 encoding 'UTF8'`);
  }
  await client.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`);
  for (const role of [roles.app, roles.system]) {
    await client.query(`grant connect, temporary on database ${pg.escapeIdentifier(database)} to ${pg.escapeIdentifier(role)}`);
  }
}

/**
 * Default privileges only: what a migration takes away from a role again (append-only tables) must stay taken away when
 * provisioning runs at the next start.
 */
async function grant(client, roles) {
  const owner = pg.escapeIdentifier(roles.owner);
  await client.query(`alter schema public owner to ${owner}`);
  await client.query('revoke all on schema public from public');
  for (const name of [roles.app, roles.system]) {
    const role = pg.escapeIdentifier(name);
    await client.query(`grant usage on schema public to ${role}`);
    await client.query(`alter default privileges for role ${owner} in schema public grant select, insert, update, delete on tables to ${role}`);
    await client.query(`alter default privileges for role ${owner} in schema public grant usage, select on sequences to ${role}`);
    await client.query(`alter default privileges for role ${owner} in schema public grant execute on functions to ${role}`);
  }
}

/** Unless a password is given, every role has one of its own, derived from the administrator's: nothing more to store or to hand around. */
function rolePassword(adminUrl, role) {
  const secret = decodeURIComponent(new URL(adminUrl).password) || 'mendline';
  return createHmac('sha256', secret).update(`mendline:${role}`).digest('hex').slice(0, 32);
}

function connectionUrl(adminUrl, role, database, options) {
  const url = new URL(inDatabase(adminUrl, database));
  url.username = role;
  url.password = options.password ?? rolePassword(adminUrl, role);
  return url.href;
}

function inDatabase(adminUrl, database) {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [adminUrl, ...names] = process.argv.slice(2);
  if (adminUrl === undefined) throw new Error('usage: provision.mjs ADMIN_URL [service …]');
  for (const service of names.length > 0 ? names : services) {
    const { database } = await provision(adminUrl, service);
    console.log(`${service}: database ${database} is ready`);
  }
}
