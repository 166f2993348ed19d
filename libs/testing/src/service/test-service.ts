import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@mendline/contracts/ticket';
import { createTestDatabase, type TestDatabase } from '../database/index.js';
import { startLocalIssuer } from '../issuer/index.js';

/** Who asks: claims of a token. */
export interface Caller {
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly personId?: string;
  readonly customerId?: string;
  /** All of the tenant's, unless told otherwise. */
  readonly scope_data?: 'own' | 'team' | 'region' | 'all';
  readonly region?: string;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly reason: string } }[];
}

/** A service as a process serves it, with the role `api` alone: no engine but PostgreSQL. */
export interface RunningService {
  readonly test: TestDatabase;
  /** Where it is reached. */
  readonly url: string;
  /** Sends a query in English; null = nobody, without a token. */
  ask(caller: Caller | null, query: string, variables?: object): Promise<Answer>;
  tokenOf(caller: Caller): Promise<string>;
  close(): Promise<void>;
}

/** Migrates a database and starts the service by its environment. */
export type TestServiceStart = (env: Readonly<Record<string, string>>, test: TestDatabase) => Promise<{ readonly url: string; close(): Promise<void> }>;

const nowhere = '127.0.0.1:1';

/**
 * Starts a service on a database, an issuer and a folder of its own.
 * @param database snake_case name of the service, for example `field_service`
 */
export const startTestService = async (database: string, start: TestServiceStart): Promise<RunningService> => {
  const [test, issuer, folder] = await Promise.all([createTestDatabase(database), startLocalIssuer(), mkdtemp(join(tmpdir(), `${database}-`))]);
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, randomBytes(32).toString('base64'));
  const env = {
    ROLES: 'api', HTTP_PORT: '0', DATABASE_URL: test.url, DATABASE_OWNER_URL: test.ownerUrl, DATABASE_SYSTEM_URL: test.systemUrl, KAFKA_BROKERS: nowhere, TEMPORAL_ADDRESS: nowhere,
    OIDC_ISSUER: issuer.url, KMS_MASTER_KEY_FILE: keyFile, PAYLOAD_KEY_FILE: keyFile, LOG_LEVEL: 'silent', FILES_FOLDER: join(folder, 'files'),
  };
  const service = await start(env, test);
  const tokenOf = (caller: Caller): Promise<string> => issuer.token({ sub: `${caller.tenant}.${caller.personId ?? 'c'}`, scope_data: 'all', ...caller, roles: [...caller.roles] });
  return {
    test,
    url: service.url,
    tokenOf,
    ask: async (caller, query, variables = {}) => {
      const headers = { 'content-type': 'application/json', 'accept-language': 'en', ...(caller && { authorization: `Bearer ${await tokenOf(caller)}` }) };
      const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await response.json()) as Answer;
    },
    close: async () => {
      await service.close();
      await Promise.all([issuer.close(), test.drop(), rm(folder, { recursive: true })]);
    },
  };
};
