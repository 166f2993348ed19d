import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from '@mendline/platform/database';
import { retentionEnv } from '@mendline/platform/retention';
import { bootstrapService } from '@mendline/platform/service';
import { createDataConverter, TemporalClient } from '@mendline/platform/temporal';
import { createTestDatabase } from '@mendline/testing/database';
import type { INestApplication } from '@nestjs/common';
import pg from 'pg';
import { migrations } from '../../src/database/migrations/index.js';
import type { IntakeConfig } from '../../src/intake.config.js';
import { IntakeModule } from '../../src/intake.module.js';
import { startLocalIssuer } from '@mendline/testing/issuer';

/** Who asks: claims of a token. */
export interface Caller {
  readonly tenant?: string;
  readonly roles: readonly string[];
  readonly personId?: string;
  readonly customerId?: string;
  readonly scope?: 'own' | 'region' | 'all';
  readonly region?: string;
}

export interface Answer {
  readonly data: Record<string, never> | null;
  readonly code?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** Intake's endpoint on a database of its own, without the engines beside it: nothing drives the tickets. */
export interface RunningIntake {
  readonly app: INestApplication;
  readonly url: string;
  /** The database for its owner: as migrations see it, behind the walls between tenants. */
  readonly ownerUrl: string;
  tokenOf(caller: Caller): Promise<string>;
  ask(caller: Caller, query: string, variables?: object, language?: string): Promise<Answer>;
  /** As superuser: behind every wall. */
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const secret = (): string => randomBytes(32).toString('base64');
const pack = (name: string): Promise<string> => readFile(new URL(`../../../../data/packs/${name}.yaml`, import.meta.url), 'utf8');

interface Wire {
  readonly data?: Record<string, never> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly reason?: string } }[];
}

const answerOf = ({ data = null, errors = [] }: Wire): Answer => {
  const [first] = errors;
  return { data, ...(first && { message: first.message, code: first.extensions?.code ?? '', reason: first.extensions?.reason ?? '' }) };
};

const configOf = (urls: Awaited<ReturnType<typeof createTestDatabase>>, folder: string, issuer: string, roles: IntakeConfig['ROLES']): IntakeConfig => ({
  MENDLINE_CELL: 'cn1',
  ROLES: roles,
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: 0,
  DATABASE_URL: urls.url,
  DATABASE_OWNER_URL: urls.ownerUrl,
  DATABASE_SYSTEM_URL: urls.systemUrl,
  DATABASE_POOL: 6,
  DATABASE_SYSTEM_POOL: 2,
  KAFKA_BROKERS: ['127.0.0.1:1'],
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  TEMPORAL_NAMESPACE: 'mendline',
  OIDC_ISSUER: issuer,
  OIDC_AUDIENCE: 'mendline',
  KMS_MASTER_KEY_FILE: join(folder, 'kms'),
  PAYLOAD_KEY_FILE: join(folder, 'payload'),
  LOG_LEVEL: (process.env['TEST_LOG_LEVEL'] ?? 'silent') as 'silent',
  WORKFLOW_BUNDLE: 'none',
  RECONCILE_EVERY: '5m',
  ...retentionEnv.parse({}),
  NOTICES_OWN_HOSTS: ['127.0.0.1'],
  LINKS_PUBLIC_URL: 'https://service.huaxin.example',
  LINKS_CONSENT_URL: 'https://service.huaxin.example',
});

/** Starts the process's own module; both tenants have their packs. */
export const startIntake = async (roles: IntakeConfig['ROLES'] = ['api']): Promise<RunningIntake> => {
  const urls = await createTestDatabase('intake');
  await runMigrations(urls.ownerUrl, migrations);
  const folder = await mkdtemp(join(tmpdir(), 'intake-'));
  await Promise.all([writeFile(join(folder, 'kms'), secret()), writeFile(join(folder, 'payload'), secret())]);
  const issuer = await startLocalIssuer();
  const config = configOf(urls, folder, issuer.url, roles);
  const temporal = { address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE, dataConverter: await createDataConverter(config.PAYLOAD_KEY_FILE) };
  const service = await bootstrapService(IntakeModule.forRoot(config, temporal, new TemporalClient(temporal)), config, { service: 'intake', handleSignals: false });
  const pool = new pg.Pool({ connectionString: urls.superuserUrl, max: 2 });
  pool.on('error', () => undefined);

  const tokenOf = ({ tenant = 'huaxin', roles, personId, customerId, scope = 'all', region }: Caller): Promise<string> =>
    issuer.token({
      sub: `${tenant}.${personId ?? customerId ?? roles.join('.')}`, tenant, roles, scope_data: scope,
      ...(personId && { personId }), ...(customerId && { customerId }), ...(region && { region }),
    });
  const url = `${service.url}/graphql`;
  const ask = async (caller: Caller, query: string, variables: object = {}, language = 'en'): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language, authorization: `Bearer ${await tokenOf(caller)}` },
      body: JSON.stringify({ query, variables }),
    });
    return answerOf((await response.json()) as Wire);
  };
  const running: RunningIntake = {
    app: service.app, url, ownerUrl: urls.ownerUrl, tokenOf, ask,
    sql: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => (await pool.query<Row & pg.QueryResultRow>(text, [...parameters])).rows,
    close: async () => {
      await service.close();
      await issuer.close();
      await pool.end();
      await urls.drop();
      await rm(folder, { recursive: true });
    },
  };
  for (const [tenant, name] of [['huaxin', 'demo'], ['borealis', 'borealis']] as const) {
    const { reason, message } = await ask({ tenant, roles: ['administrator'], personId: 'p_admin' }, publishPack, { input: { key: `pack-${name}`, yaml: await pack(name) } });
    if (reason) throw new Error(`${reason}: ${message ?? ''}`);
  }
  return running;
};

const publishPack = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { version } } }';

let serial = 0;

/** A key that no other command has. */
export const newKey = (): string => `key-${(serial += 1)}-${randomBytes(4).toString('hex')}`;
