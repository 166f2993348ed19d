import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSystem, type RunningSystem } from '@mendline/local/testing';
import pg from 'pg';
import type { Say } from '../report/progress.js';
import { GraphqlCaller } from './graphql.caller.js';
import type { Part } from './process.trees.js';
import { benchTenant, setUpTenant, type Staff } from './tenant.setup.js';
import { TokenSource } from './token.source.js';

/** The system under measurement, in a folder and on ports of its own. */
export interface BenchSystem {
  readonly running: RunningSystem;
  readonly tokens: TokenSource;
  readonly caller: GraphqlCaller;
  readonly staff: Staff;
  /** GraphQL endpoints. */
  readonly graphql: Readonly<Record<'gateway' | 'intake' | 'dispatch' | 'field-service', string>>;
  /** Where the engines keep their data. */
  readonly dataDir: string;
  /** Where PostgreSQL writes its log. */
  readonly postgresLog: string;
  /** A superuser's connection to a service's database; the caller ends it. */
  database(service: string): Promise<pg.Client>;
  /** Every process of the system, and this one. */
  parts(): Promise<readonly Part[]>;
  stop(): Promise<void>;
}

/** A client of the measurement asks more than any person does: the limits per client are not what is measured. */
const noLimits = { RATE_CLIENT_BURST: '1000000', RATE_CLIENT_PER_SECOND: '1000000', RATE_TENANT_BURST: '1000000', RATE_TENANT_PER_SECOND: '1000000' };

export const databaseUrl = (adminUrl: string, service: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/mendline_${service.replaceAll('-', '_')}`;
  return url.href;
};

/** Starts it on an empty folder and prepares the tenant. Everything ends with `stop`, the data too. */
export const startBenchSystem = async (place: { readonly dataDir: string; readonly portOffset: number }, say: Say): Promise<BenchSystem> => {
  forgetLastRun(place.dataDir);
  const running = await startSystem({ ...place, env: { LOG_LEVEL: 'warn', ...noLimits }, say: (name, line) => { say(`${name}: ${line}`); } });
  const stop = async (): Promise<void> => {
    await running.stop();
    rmSync(place.dataDir, { recursive: true, force: true });
  };
  try {
    return await describe(running, place.dataDir, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

/** A measurement that was killed leaves data and engines: the data goes here, the engines when the launcher finds them noted in run.json. */
const forgetLastRun = (dataDir: string): void => {
  const runFile = join(dataDir, 'run.json');
  const launcher = existsSync(runFile) ? (JSON.parse(readFileSync(runFile, 'utf8')) as { launcher?: { pid?: number } }).launcher?.pid : undefined;
  if (launcher !== undefined && existsSync(`/proc/${launcher}`)) throw new Error(`A measurement runs already (process ${launcher}).`);
  for (const engine of ['postgres', 'kafka', 'temporal']) rmSync(join(dataDir, engine), { recursive: true, force: true });
};

const describe = async (running: RunningSystem, dataDir: string, stop: () => Promise<void>): Promise<BenchSystem> => {
  const { urls, addresses, ops } = running;
  const graphql = { gateway: urls.gateway, intake: `${urls.intake}/graphql`, dispatch: `${urls.dispatch}/graphql`, 'field-service': `${urls['field-service']}/graphql` };
  const tokens = new TokenSource(addresses.oidcIssuer, benchTenant);
  const caller = new GraphqlCaller(tokens);
  const staff = await setUpTenant(caller, graphql);
  return {
    running, tokens, caller, staff, graphql, dataDir, stop,
    postgresLog: join(dataDir, 'logs/postgres.log'),
    database: async (service) => {
      const client = new pg.Client({ connectionString: databaseUrl(addresses.postgresUrl, service) });
      // The end of PostgreSQL is an answer to the next query, not the end of this process.
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    parts: async () => {
      const { processes } = await ops.status();
      const known = processes.flatMap(({ name, pid }): Part[] => (pid === undefined ? [] : [{ name, pid }]));
      return [...known, { name: 'bench (client)', pid: process.pid }];
    },
  };
};
