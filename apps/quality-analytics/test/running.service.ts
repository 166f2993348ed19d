import type { Fact } from '@mendline/contracts/facts';
import { Database, runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { type RunningService as TestService, startTestService } from '@mendline/testing/service';
import { migrations } from '../src/database/migrations/index.js';
import { readConfig } from '../src/quality-analytics.config.js';
import { QualityAnalyticsModule } from '../src/quality-analytics.module.js';
import { createFactIntake } from '../src/read-model.js';

export type { Answer, Caller } from '@mendline/testing/service';

/** Quality-analytics as a process serves it, with PostgreSQL as its only engine. `url` is its endpoint. */
export interface RunningService extends TestService {
  readonly database: Database;
  /** Takes facts as the reader would. */
  take(facts: readonly Fact[]): Promise<void>;
}

export const startService = async (): Promise<RunningService> => {
  const service = await startTestService('quality_analytics', async (env, { ownerUrl }) => {
    await runMigrations(ownerUrl, migrations);
    const config = readConfig(env);
    return bootstrapService(QualityAnalyticsModule.forRoot(config), config, { service: 'quality-analytics', handleSignals: false });
  });
  const database = new Database({ url: service.test.url, systemUrl: service.test.systemUrl });
  const intake = createFactIntake(database);
  return {
    ...service,
    url: `${service.url}/graphql`,
    database,
    take: (facts) => database.systemTx((em) => intake.take(em, facts)),
    close: async () => {
      await database.close();
      await service.close();
    },
  };
};
