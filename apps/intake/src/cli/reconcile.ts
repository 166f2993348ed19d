import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { createDataConverter, TemporalClient } from '@mendline/platform/temporal';
import { readConfig } from '../intake.config.js';
import { ReconcilerService } from '../lifecycle/reconciler.service.js';

const config = readConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, poolSize: 1, systemPoolSize: 2 });
const temporal = new TemporalClient({
  address: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  dataConverter: await createDataConverter(config.PAYLOAD_KEY_FILE),
});

try {
  const reconciler = new ReconcilerService(database, temporal);
  // After a restore: what workflows know is not what the rows say.
  if (process.argv.includes('--afresh')) process.stderr.write(`ended ${await reconciler.endAll()} workflows\n`);
  const report = await reconciler.reconcile({
    onPage: ({ checked, started }) => {
      process.stderr.write(`checked ${checked}, started ${started}\n`);
    },
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await temporal.close();
  await database.close();
}
