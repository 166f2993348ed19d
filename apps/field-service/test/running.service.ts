import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { type RunningService, startTestService, type TestServiceStart } from '@mendline/testing/service';
import type { Type } from '@nestjs/common';
import { fieldServiceMigrations } from '../src/database/migrations/index.js';
import { loadFieldServiceConfig } from '../src/field-service.config.js';
import { FieldServiceModule } from '../src/field-service.module.js';

export type { Answer, Caller, RunningService } from '@mendline/testing/service';

const start = async (...[env, { ownerUrl }]: Parameters<TestServiceStart>) => {
  await runMigrations(ownerUrl, fieldServiceMigrations);
  const config = loadFieldServiceConfig(env);
  const module = FieldServiceModule.forRoot(config, { address: config.TEMPORAL_ADDRESS, namespace: 'none' });
  return bootstrapService(module, config, { service: 'field-service', handleSignals: false });
};

/** Field-service as a process serves it, with PostgreSQL as its only engine. */
export const startService = (): Promise<RunningService> => startTestService('field_service', start);

/** The same, with a part of the process. */
export const startServiceWith = async <T>(type: Type<T>): Promise<RunningService & { readonly part: T }> => {
  const parts: T[] = [];
  const running = await startTestService('field_service', async (env, test) => {
    const service = await start(env, test);
    parts.push(service.app.get(type, { strict: false }));
    return service;
  });
  const [part] = parts;
  if (part === undefined) throw new Error('the service did not start');
  return { ...running, part };
};
