import 'reflect-metadata';
import { bootstrapService, migrateService } from '@mendline/platform/service';
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
await migrateService(config, serviceName, dispatchMigrations);
await bootstrapService(DispatchModule.forRoot(config, temporal), config, { service: serviceName });
