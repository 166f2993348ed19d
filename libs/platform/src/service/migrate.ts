import type { PlatformConfig } from '../config/index.js';
import { type MigrationClass, runMigrations } from '../database/index.js';
import { createLogger } from '../logging/index.js';

/** Brings the database of a service up to its migrations before it serves. While the database is away it waits, and says so in the log. */
export const migrateService = async (config: Pick<PlatformConfig, 'DATABASE_OWNER_URL' | 'LOG_LEVEL'>, service: string, migrations: readonly MigrationClass[]): Promise<void> => {
  const logger = createLogger({ service, level: config.LOG_LEVEL });
  await runMigrations(config.DATABASE_OWNER_URL, migrations, (error) => logger.warn({ error }, 'the database is away; waiting for it'));
};
