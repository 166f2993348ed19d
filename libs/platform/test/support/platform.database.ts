import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import pg from 'pg';
import { Database, platformMigrations, runMigrations } from '../../src/database/index.js';

/** A migrated database of a service of its own. */
export interface PlatformDatabase {
  readonly urls: TestDatabase;
  readonly database: Database;
  /** As superuser: behind every wall. */
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export const openPlatformDatabase = async (): Promise<PlatformDatabase> => {
  const urls = await createTestDatabase('platform');
  await runMigrations(urls.ownerUrl, platformMigrations);
  const database = new Database({ url: urls.url, systemUrl: urls.systemUrl });
  const pool = new pg.Pool({ connectionString: urls.superuserUrl, max: 2 });
  pool.on('error', () => undefined);
  return {
    urls,
    database,
    sql: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => (await pool.query<Row & pg.QueryResultRow>(text, [...parameters])).rows,
    drop: async () => {
      await database.close();
      await pool.end();
      await urls.drop();
    },
  };
};
