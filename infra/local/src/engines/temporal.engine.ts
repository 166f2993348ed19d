import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ProcessSpec } from '../launcher/process-spec.js';
import { cacheFolder, workspaceRoot } from '../paths.js';
import { findOnPath, runCommand } from '../system/run-command.js';
import { cacheEntry, cacheHit, fillCache, type CacheEntry } from './cache.js';
import { composeHint } from './java.js';
import { withEstimate } from './progress.js';
import { EngineUnavailable, type EngineRecipe } from './resolver.js';

const version = '1.8.2';
const minimumServer = [1, 31, 2] as const;
const moduleFolder = join(workspaceRoot, 'infra/local/temporal');
/** Packages of a cold build, counted once; only the percentage shown depends on it. */
const packagesOfColdBuild = 1500;

/** A Temporal CLI; `stamp` names its database format. */
export interface TemporalDistribution {
  readonly binary: string;
  readonly stamp: string;
}

interface ServerConfig {
  readonly namespace: string;
  readonly retention: string;
  readonly searchAttributes: Readonly<Record<string, string>>;
  readonly sqlitePragmas: Readonly<Record<string, string>>;
  readonly dynamicConfig: Readonly<Record<string, string>>;
}

/** Namespace, limits and search attributes, shared with the compose file. */
export function temporalConfig(): ServerConfig {
  return JSON.parse(readFileSync(join(workspaceRoot, 'infra/temporal/server.json'), 'utf8')) as ServerConfig;
}

/** Temporal server: TEMPORAL_ADDRESS, a recent CLI on PATH, the cache, or a Go build of the pinned module. */
export function temporalRecipe(env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<TemporalDistribution> {
  const entry = entryFor(env);
  const distribution = (): TemporalDistribution => ({ binary: join(entry.folder, 'temporal'), stamp: basename(entry.folder) });
  return {
    name: 'temporal',
    given: () => env['TEMPORAL_ADDRESS'],
    onPath: () => installedTemporal(env),
    cached: async () => ((await cacheHit(entry, say)) ? distribution() : undefined),
    build: async () => {
      await fillCache(entry, say, (folder) => goBuild(folder, say));
      return distribution();
    },
  };
}

/** Whether a `temporal --version` line names a server this system can use. */
export function serverIsRecent(versionLine: string): boolean {
  const found = /Server (\d+)\.(\d+)\.(\d+)/.exec(versionLine)?.slice(1).map(Number);
  if (found === undefined) return false;
  for (const [index, least] of minimumServer.entries()) {
    const part = found[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

async function installedTemporal(env: NodeJS.ProcessEnv): Promise<TemporalDistribution | undefined> {
  const binary = findOnPath('temporal', env);
  if (binary === undefined) return undefined;
  const line = await runCommand(binary, ['--version'], { timeoutMs: 10_000 }).catch(() => '');
  return serverIsRecent(line) ? { binary, stamp: line.trim() } : undefined;
}

function entryFor(env: NodeJS.ProcessEnv): CacheEntry {
  const files = [join(moduleFolder, 'go.mod'), join(moduleFolder, 'go.sum')];
  return cacheEntry(cacheFolder(env), 'temporal', version, { files, words: [process.platform, process.arch] });
}

async function goBuild(folder: string, say: (line: string) => void): Promise<void> {
  const go = findOnPath('go');
  if (go === undefined) throw new EngineUnavailable(`Go is missing: install Go 1.21 or newer (it fetches the release it needs), ${composeHint}.`);
  let packages = 0;
  const build = (): Promise<string> =>
    runCommand(go, ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', join(folder, 'temporal'), 'github.com/temporalio/cli/cmd/temporal'], {
      cwd: moduleFolder,
      env: { ...process.env, CGO_ENABLED: '0' },
      onLine: (line) => { if (!line.startsWith('go: ')) packages += 1; },
    });
  await withEstimate(say, `building the Temporal CLI ${version} by Go`, 540, build, () => packages / packagesOfColdBuild);
}

export interface TemporalSettings {
  readonly dataFolder: string;
  readonly port: number;
  /** Undefined: no web interface. */
  readonly uiPort: number | undefined;
}

/** The development server as a process of the launcher, with its file database. */
export function temporalProcess(distribution: TemporalDistribution, settings: TemporalSettings): ProcessSpec {
  const database = join(settings.dataFolder, 'temporal.db');
  const ui = settings.uiPort === undefined ? [] : [{ name: 'temporal-ui' as const, port: settings.uiPort }];
  return {
    name: 'temporal',
    command: distribution.binary,
    args: serverArgs(settings, database),
    cwd: dirname(distribution.binary),
    // Fewer collections: 15 % less CPU for 150 MB more memory.
    env: { ...process.env, GOGC: process.env['GOGC'] ?? '400' },
    ports: [{ name: 'temporal', port: settings.port }, ...ui],
    stopSignal: 'SIGTERM',
    stopWithin: 15_000,
    readyWithin: 60_000,
    probe: () => setUpNamespace(distribution, settings.port),
    prepare: () => {
      keepDatabaseOfThisVersion(settings.dataFolder, database, distribution.stamp);
      return Promise.resolve();
    },
  };
}

function serverArgs(settings: TemporalSettings, database: string): string[] {
  const config = temporalConfig();
  const repeat = (flag: string, pairs: Readonly<Record<string, string>>): string[] => Object.entries(pairs).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const ui = settings.uiPort === undefined ? ['--headless'] : ['--ui-port', String(settings.uiPort), '--ui-disable-news-fetch'];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(settings.port), ...ui],
    ...['--db-filename', database, '--namespace', config.namespace, '--log-level', 'warn'],
    ...repeat('--sqlite-pragma', config.sqlitePragmas),
    ...repeat('--dynamic-config-value', config.dynamicConfig),
    ...repeat('--search-attribute', config.searchAttributes),
  ];
}

/** Succeeds once the namespace is there with its retention, which the start command cannot set. */
async function setUpNamespace(distribution: TemporalDistribution, port: number): Promise<void> {
  const { namespace, retention } = temporalConfig();
  const args = ['operator', 'namespace', 'update', '--namespace', namespace, '--retention', retention, '--address', `127.0.0.1:${port}`];
  await runCommand(distribution.binary, args, { timeoutMs: 10_000 });
}

/**
 * The server creates its schema only in a new file, so a file of another server version is put aside. Nothing is lost:
 * the rows are the truth, and the reconciler starts the workflows again.
 */
function keepDatabaseOfThisVersion(folder: string, database: string, stamp: string): void {
  mkdirSync(folder, { recursive: true });
  const stampFile = join(folder, 'version');
  const before = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : stamp;
  if (before !== stamp && existsSync(database)) {
    const aside = join(folder, `before-${Date.now()}`);
    mkdirSync(aside);
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(database + suffix)) renameSync(database + suffix, join(aside, `temporal.db${suffix}`));
  }
  writeFileSync(stampFile, stamp);
}
