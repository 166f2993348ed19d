import 'reflect-metadata';
import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { createDataConverter } from '@mendline/platform/temporal';
import { dispatchMigrations } from './database/migrations/index.js';
import { loadDispatchConfig, serviceName } from './dispatch.config.js';
import { DispatchModule } from './dispatch.module.js';

const config = loadDispatchConfig();
const temporal = {
  address: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  dataConverter: await createDataConverter(config.PAYLOAD_KEY_FILE),
};
await runMigrations(config.DATABASE_OWNER_URL, dispatchMigrations);
await bootstrapService(DispatchModule.forRoot(config, temporal), config, { service: serviceName });
