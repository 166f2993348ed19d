import type { PlatformConfig } from '../../config/index.js';
import { Database } from '../../database/index.js';
import { FileKeyManagement } from './file.key-management.js';
import { keysCli } from './keys.cli.js';

/** The `keys` program of a service: its database, its master keys, the words of its command line; the exit code is the process's. */
export const runKeys = async (service: string, config: Pick<PlatformConfig, 'DATABASE_URL' | 'DATABASE_SYSTEM_URL' | 'KMS_MASTER_KEY_FILE'>): Promise<void> => {
  const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, poolSize: 1, systemPoolSize: 1, applicationName: `${service}-keys` });
  try {
    process.exitCode = await keysCli({ service, argv: process.argv.slice(2), database, kms: await FileKeyManagement.fromFile(config.KMS_MASTER_KEY_FILE) });
  } finally {
    await database.close();
  }
};
