import 'reflect-metadata';
import { bootstrapService, migrateService } from '@mendline/platform/service';
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
await migrateService(config, serviceName, fieldServiceMigrations);
await bootstrapService(FieldServiceModule.forRoot(config, temporal), config, { service: serviceName });
