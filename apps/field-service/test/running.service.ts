import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@mendline/contracts/ticket';
import { runMigrations } from '@mendline/platform/database';
import { bootstrapService } from '@mendline/platform/service';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { type LocalIssuer, startLocalIssuer } from '@mendline/testing/issuer';
import { fieldServiceMigrations } from '../src/database/migrations/index.js';
import { type FieldServiceConfig, loadFieldServiceConfig } from '../src/field-service.config.js';
import { FieldServiceModule } from '../src/field-service.module.js';

export interface Caller {
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly personId?: string;
  readonly customerId?: string;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly reason: string } }[];
}

/** The service as a process serves it, with the role `api` alone: no engine but PostgreSQL. */
export interface RunningService {
  readonly test: TestDatabase;
  /** Where it is reached. */
  readonly url: string;
  ask(caller: Caller | null, query: string, variables?: object): Promise<Answer>;
  close(): Promise<void>;
}

const nowhere = '127.0.0.1:1';

const configOf = async (test: TestDatabase, folder: string, issuer: LocalIssuer): Promise<FieldServiceConfig> => {
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, randomBytes(32).toString('base64'));
  return loadFieldServiceConfig({
    ROLES: 'api', HTTP_PORT: '0', DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, DATABASE_SYSTEM_URL: test.systemUrl,
    KAFKA_BROKERS: nowhere, TEMPORAL_ADDRESS: nowhere, OIDC_ISSUER: issuer.url, KMS_MASTER_KEY_FILE: keyFile, PAYLOAD_KEY_FILE: keyFile, LOG_LEVEL: 'silent', FILES_FOLDER: join(folder, 'files'),
  });
};

export const startService = async (): Promise<RunningService> => {
  const [test, issuer, folder] = await Promise.all([createTestDatabase('field_service'), startLocalIssuer(), mkdtemp(join(tmpdir(), 'field-service-'))]);
  await runMigrations(test.ownerUrl, fieldServiceMigrations);
  const config = await configOf(test, folder, issuer);
  const module = FieldServiceModule.forRoot(config, { address: nowhere, namespace: 'none' });
  const service = await bootstrapService(module, config, { service: 'field-service', handleSignals: false });
  return {
    test,
    url: service.url,
    ask: async (caller, query, variables = {}) => {
      const token = caller && (await issuer.token({ sub: `${caller.tenant}.${caller.personId ?? 'c'}`, scope_data: 'all', ...caller, roles: [...caller.roles] }));
      const headers = { 'content-type': 'application/json', 'accept-language': 'en', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await response.json()) as Answer;
    },
    close: async () => {
      await service.close();
      await Promise.all([issuer.close(), test.drop(), rm(folder, { recursive: true })]);
    },
  };
};
