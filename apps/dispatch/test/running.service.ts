import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { type RunningService, startTestService } from '@mendline/testing/service';
import { dispatchMigrations } from '../src/database/migrations/index.js';
import { loadDispatchConfig } from '../src/dispatch.config.js';
import { DispatchModule } from '../src/dispatch.module.js';

export type { Answer, Caller, RunningService } from '@mendline/testing/service';

/** Dispatch as a process serves it, with PostgreSQL as its only engine. */
export const startService = (): Promise<RunningService> =>
  startTestService('dispatch', async (env, { ownerUrl }) => {
    await runMigrations(ownerUrl, dispatchMigrations);
    const config = loadDispatchConfig(env);
    const module = DispatchModule.forRoot(config, { address: config.TEMPORAL_ADDRESS, namespace: 'none' });
    return bootstrapService(module, config, { service: 'dispatch', handleSignals: false });
  });
