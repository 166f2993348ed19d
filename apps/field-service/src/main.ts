import 'reflect-metadata';
import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { createDataConverter } from '@mendline/platform/temporal';
import { fieldServiceMigrations } from './database/migrations/index.js';
import { loadFieldServiceConfig, serviceName } from './field-service.config.js';
import { FieldServiceModule } from './field-service.module.js';

const config = loadFieldServiceConfig();
const temporal = {
  address: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  dataConverter: await createDataConverter(config.PAYLOAD_KEY_FILE),
};
await runMigrations(config.DATABASE_OWNER_URL, fieldServiceMigrations);
await bootstrapService(FieldServiceModule.forRoot(config, temporal), config, { service: serviceName });
