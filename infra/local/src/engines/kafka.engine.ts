import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProcessSpec } from '../launcher/process-spec.js';
import { cacheFolder, workspaceRoot } from '../paths.js';
import { freePort } from '../system/network.js';
import { findOnPath, runCommand } from '../system/run-command.js';
import { cacheEntry, cacheHit, fillCache, type CacheEntry } from './cache.js';
import { writeClassArchive } from './class-archive.js';
import { downloadJars, javaFlags, jarsIn, requireJava, type JarDistribution } from './java.js';
import { probeKafka } from './kafka-probe.js';
import { withEstimate } from './progress.js';
import type { EngineRecipe } from './resolver.js';

const version = '4.3.1';
const pomFolder = join(workspaceRoot, 'infra/local/kafka');
const archive = 'kafka.jsa';
const quietLogs = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Apache Kafka: KAFKA_BROKERS, an installed Kafka 4, the cache, or the jars of the pinned pom by Maven. */
export function kafkaRecipe(env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<JarDistribution> {
  return {
    name: 'kafka',
    given: () => env['KAFKA_BROKERS'],
    onPath: () => installedKafka(env),
    cached: async () => {
      const { entry, java } = await entryFor(env);
      return (await cacheHit(entry, say)) ? jarsIn(entry.folder, java, pomFolder, archive) : undefined;
    },
    build: async () => {
      const { entry, java } = await entryFor(env);
      await fillCache(entry, say, (folder) => withEstimate(say, `fetching Kafka ${version} by Maven`, 75, () => prepare(folder, java)));
      return jarsIn(entry.folder, java, pomFolder, archive);
    },
  };
}

export interface KafkaSettings {
  readonly dataFolder: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** The broker as a process of the launcher; the log folder is formatted once. */
export function kafkaProcess(distribution: JarDistribution, settings: KafkaSettings): ProcessSpec {
  const properties = `${settings.dataFolder}.properties`;
  return {
    name: 'kafka',
    command: distribution.java,
    args: brokerArgs(distribution, properties),
    cwd: distribution.cwd,
    env: process.env,
    ports: [
      { name: 'kafka', port: settings.port },
      { name: 'kafka-controller', port: settings.controllerPort },
    ],
    stopSignal: 'SIGTERM',
    stopWithin: 15_000,
    readyWithin: 90_000,
    probe: () => probeKafka(settings.port),
    prepare: () => format(distribution, properties, settings),
  };
}

function brokerArgs(distribution: JarDistribution, properties: string): string[] {
  return [...javaFlags(distribution, ['-Xms192m', '-Xmx384m']), ...quietLogs, 'kafka.Kafka', properties];
}

async function format(distribution: JarDistribution, properties: string, settings: KafkaSettings): Promise<void> {
  mkdirSync(settings.dataFolder, { recursive: true });
  writeFileSync(properties, brokerProperties(settings));
  if (existsSync(join(settings.dataFolder, 'meta.properties'))) return;
  const storageTool = [...javaFlags(distribution, ['-Xmx128m']), ...quietLogs, 'kafka.tools.StorageTool'];
  await runCommand(distribution.java, [...storageTool, 'format', '-t', clusterId(), '-c', properties, '--ignore-formatted'], { cwd: distribution.cwd });
}

export function brokerProperties(settings: KafkaSettings): string {
  return readFileSync(join(workspaceRoot, 'infra/kafka/server.properties'), 'utf8')
    .replaceAll('{{port}}', String(settings.port))
    .replaceAll('{{controllerPort}}', String(settings.controllerPort))
    .replaceAll('{{dataFolder}}', settings.dataFolder);
}

/** 16 random bytes; the storage tool takes a leading `-` for an option. */
function clusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

async function entryFor(env: NodeJS.ProcessEnv): Promise<{ entry: CacheEntry; java: string }> {
  const { java, version: javaVersion } = await requireJava();
  const files = [join(pomFolder, 'pom.xml'), join(pomFolder, 'checksums.txt')];
  return { entry: cacheEntry(cacheFolder(env), 'kafka', version, { files, words: [javaVersion] }), java };
}

async function prepare(folder: string, java: string): Promise<void> {
  await downloadJars(pomFolder, folder);
  const distribution = await jarsIn(folder, java, pomFolder, archive);
  const scratch = mkdtempSync(join(tmpdir(), 'mendline-kafka-'));
  try {
    const settings = { dataFolder: join(scratch, 'log'), port: await freePort(), controllerPort: await freePort() };
    const properties = join(scratch, 'server.properties');
    await format(distribution, properties, settings);
    await writeClassArchive({ distribution, archive, args: brokerArgs(distribution, properties), probe: () => probeKafka(settings.port) });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** An unpacked Kafka 4 on PATH is run from its jars, with our settings. */
async function installedKafka(env: NodeJS.ProcessEnv): Promise<JarDistribution | undefined> {
  const script = findOnPath('kafka-server-start.sh', env) ?? findOnPath('kafka-server-start', env);
  if (script === undefined) return undefined;
  const libs = join(dirname(script), '../libs');
  if (!existsSync(libs) || !readdirSync(libs).some((jar) => /^kafka_2\.13-4\.\d+\.\d+\.jar$/.test(jar))) return undefined;
  const { java } = await requireJava();
  return { java, cwd: libs, classPath: './*' };
}
