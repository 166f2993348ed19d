import 'reflect-metadata';
import { bootstrapService, migrateService } from '@mendline/platform/service';
import { migrations } from './database/migrations/index.js';
import { readConfig, serviceName } from './quality-analytics.config.js';
import { QualityAnalyticsModule } from './quality-analytics.module.js';

const config = readConfig();
await migrateService(config, serviceName, migrations);
await bootstrapService(QualityAnalyticsModule.forRoot(config), config, { service: serviceName });
