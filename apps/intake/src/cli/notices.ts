import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { noticesCli } from '../delivery/notices.cli.js';
import { readConfig, serviceName } from '../intake.config.js';

const config = readConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, poolSize: 1, systemPoolSize: 2, applicationName: `${serviceName}-cli` });

try {
  process.exitCode = await noticesCli(process.argv.slice(2), database, (line) => process.stdout.write(`${line}\n`));
} finally {
  await database.close();
}
