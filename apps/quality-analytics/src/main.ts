import 'reflect-metadata';
import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { migrations } from './database/migrations/index.js';
import { readConfig, serviceName } from './quality-analytics.config.js';
import { QualityAnalyticsModule } from './quality-analytics.module.js';

const config = readConfig();
await runMigrations(config.DATABASE_OWNER_URL, migrations);
await bootstrapService(QualityAnalyticsModule.forRoot(config), config, { service: serviceName });
