import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { untilServerIsThere } from './server.away.js';
import { grantServiceRoles } from './service-grants.js';

/** A TypeORM migration of raw SQL: up and down. Its class name ends in a 13-digit timestamp, which orders it. */
export type MigrationClass = new () => MigrationInterface;

/** Kept apart from the tables of the service: its roles have no business there. */
const migrationsSchema = 'mendline_migrations';
const lockKey = `hashtextextended('mendline.migrations', 0)`;

/**
 * Brings a database up to the given migrations. Any number of processes may try at once: an advisory lock lets one
 * work while the others wait and then find nothing to do. Waits for a server that is away; every other error is thrown.
 * @param ownerUrl role `<svc>_owner`; what it creates is granted to `<svc>_app` and `<svc>_system`
 * @param onAway told, about twice a second, that the server is still away
 * @returns names of the migrations that this call applied
 */
export const runMigrations = (ownerUrl: string, migrations: readonly MigrationClass[], onAway?: (error: unknown) => void): Promise<string[]> =>
  untilServerIsThere(() => migrate(ownerUrl, migrations), onAway);

const migrate = (ownerUrl: string, migrations: readonly MigrationClass[]): Promise<string[]> =>
  underLock(ownerUrl, async (client) => {
    await client.query(`create schema if not exists ${migrationsSchema}`);
    await grantServiceRoles(client);
    return withSource(ownerUrl, migrations, async (source) => {
      const applied = await source.runMigrations({ transaction: 'each' });
      return applied.map((migration) => migration.name);
    });
  });

/** Takes back the newest `steps` migrations, newest first. */
export const revertMigrations = (ownerUrl: string, migrations: readonly MigrationClass[], steps: number): Promise<void> =>
  underLock(ownerUrl, () =>
    withSource(ownerUrl, migrations, async (source) => {
      for (let step = 0; step < steps; step += 1) await source.undoLastMigration({ transaction: 'each' });
    }),
  );

const underLock = async <T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'mendline-migrations' });
  // A connection that breaks while others work is noticed by the next query; unheard it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    return await work(client);
  } finally {
    // The lock belongs to the session and ends with it.
    await client.end();
  }
};

const withSource = async <T>(url: string, migrations: readonly MigrationClass[], work: (source: DataSource) => Promise<T>): Promise<T> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: migrationsSchema,
    migrationsTableName: 'applied',
    migrations: [...migrations],
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: 2,
    extra: { lock_timeout: 30_000 },
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
};
