import 'reflect-metadata';
import { bootstrapService, migrateService } from '@mendline/platform/service';
import { createDataConverter, TemporalClient } from '@mendline/platform/temporal';
import { migrations } from './database/migrations/index.js';
import { readConfig, serviceName } from './intake.config.js';
import { IntakeModule } from './intake.module.js';

const config = readConfig();
await migrateService(config, serviceName, migrations);
const temporal = {
  address: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  dataConverter: await createDataConverter(config.PAYLOAD_KEY_FILE),
};
await bootstrapService(IntakeModule.forRoot(config, temporal, new TemporalClient(temporal)), config, { service: serviceName });
