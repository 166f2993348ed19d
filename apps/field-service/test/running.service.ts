import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { type RunningService, startTestService } from '@mendline/testing/service';
import { fieldServiceMigrations } from '../src/database/migrations/index.js';
import { loadFieldServiceConfig } from '../src/field-service.config.js';
import { FieldServiceModule } from '../src/field-service.module.js';

export type { Answer, Caller, RunningService } from '@mendline/testing/service';

/** Field-service as a process serves it, with PostgreSQL as its only engine. */
export const startService = (): Promise<RunningService> =>
  startTestService('field_service', async (env, { ownerUrl }) => {
    await runMigrations(ownerUrl, fieldServiceMigrations);
    const config = loadFieldServiceConfig(env);
    const module = FieldServiceModule.forRoot(config, { address: config.TEMPORAL_ADDRESS, namespace: 'none' });
    return bootstrapService(module, config, { service: 'field-service', handleSignals: false });
  });
