import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '@mendline/contracts/facts';
import type { Role } from '@mendline/contracts/ticket';
import { Database, runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { startLocalIssuer } from '@mendline/testing/issuer';
import { migrations } from '../src/database/migrations/index.js';
import { readConfig } from '../src/quality-analytics.config.js';
import { QualityAnalyticsModule } from '../src/quality-analytics.module.js';
import { createFactIntake } from '../src/read-model.js';

export interface Caller {
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly personId?: string;
  readonly scope_data?: 'own' | 'team' | 'region' | 'all';
  readonly region?: string;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly reason: string } }[];
}

/** The service as a process serves it, with the role `api` alone: no engine but PostgreSQL. */
export interface RunningService {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly url: string;
  ask(caller: Caller | null, query: string, variables?: object): Promise<Answer>;
  tokenOf(caller: Caller): Promise<string>;
  /** Takes facts as the reader would. */
  take(facts: readonly Fact[]): Promise<void>;
  close(): Promise<void>;
}

const nowhere = '127.0.0.1:1';

export const startService = async (): Promise<RunningService> => {
  const [test, issuer, folder] = await Promise.all([createTestDatabase('quality_analytics'), startLocalIssuer(), mkdtemp(join(tmpdir(), 'quality-'))]);
  await runMigrations(test.ownerUrl, migrations);
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, randomBytes(32).toString('base64'));
  const config = readConfig({
    ROLES: 'api', HTTP_PORT: '0', DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, DATABASE_SYSTEM_URL: test.systemUrl,
    KAFKA_BROKERS: nowhere, TEMPORAL_ADDRESS: nowhere, OIDC_ISSUER: issuer.url, KMS_MASTER_KEY_FILE: keyFile, PAYLOAD_KEY_FILE: keyFile, LOG_LEVEL: 'silent',
  });
  const service = await bootstrapService(QualityAnalyticsModule.forRoot(config), config, { service: 'quality-analytics', handleSignals: false });
  const database = new Database({ url: test.url, systemUrl: test.systemUrl });
  const intake = createFactIntake(database);
  const tokenOf = (caller: Caller): Promise<string> => issuer.token({ sub: `${caller.tenant}.${caller.personId ?? 'p'}`, scope_data: 'all', ...caller, roles: [...caller.roles] });
  return {
    test,
    database,
    url: `${service.url}/graphql`,
    tokenOf,
    ask: async (caller, query, variables = {}) => {
      const headers = { 'content-type': 'application/json', 'accept-language': 'en', ...(caller && { authorization: `Bearer ${await tokenOf(caller)}` }) };
      const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await response.json()) as Answer;
    },
    take: (facts) => database.systemTx((em) => intake.take(em, facts)),
    close: async () => {
      await service.close();
      await database.close();
      await Promise.all([issuer.close(), test.drop(), rm(folder, { recursive: true })]);
    },
  };
};
