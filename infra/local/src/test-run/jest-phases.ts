import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PreparedEngines } from '../engines/engines.js';
import type { ServiceRequest } from '../launcher/app-processes.js';
import { serviceNames, temporalNamespace, type ServiceName } from '../launcher/environment.js';
import { workspaceRoot } from '../paths.js';
import { startEngines, startSystem } from '../testing.js';
import { addCounts, readJestResult } from './jest-results.js';
import type { Counts } from './phase.js';
import { runTool } from './run-tool.js';

export interface EngineTestPlace {
  /** Logs and data of this test run; data folders are removed when all went well. */
  readonly folder: string;
  readonly portOffset: number;
  readonly engines: PreparedEngines;
  /** Words after the options: passed to jest as patterns. */
  readonly patterns: readonly string[];
}

/** `test/**\/*.int-spec.ts` of all projects against real engines that serve this run only. */
export async function integration(place: EngineTestPlace): Promise<Counts> {
  const dataDir = freshFolder(place.folder, 'int');
  const engines = await startEngines({ dataDir, portOffset: place.portOffset });
  try {
    const env = {
      TEST_POSTGRES_URL: engines.postgresUrl,
      TEST_KAFKA_BROKERS: engines.kafkaBrokers,
      TEST_TEMPORAL_ADDRESS: engines.temporalAddress,
      TEST_TEMPORAL_NAMESPACE: temporalNamespace,
      TZ: zoneOfSpecs,
      ...testServers(place.engines),
    };
    return await runJest({ name: 'int', config: 'int', place, options: ['--maxWorkers=2'], env, limitMinutes: 15 });
  } finally {
    await engines.stop();
  }
}

/**
 * `e2e/test/**\/*.e2e-spec.ts` against one whole system: side by side those that look at their own tickets alone, which mostly wait;
 * then one at a time those that break the system, measure it or search it.
 */
export async function endToEnd(place: EngineTestPlace): Promise<Counts> {
  const dataDir = freshFolder(place.folder, 'e2e');
  const system = await startSystem({ dataDir, portOffset: place.portOffset, services: inStrangeTime(), say: (name, line) => { console.log(`  ${name.padEnd(18)} ${line}`); } });
  try {
    const env = { ...system.env, MENDLINE_TEST_DATA_DIR: dataDir, MENDLINE_TEST_PORT_OFFSET: String(place.portOffset), ...testServers(place.engines) };
    sayZones(0);
    const sideBySide = await runJest({ name: 'e2e-side-by-side', config: 'e2e', place, options: ['--selectProjects', 'side-by-side', '--maxWorkers=3'], env, limitMinutes: 10 });
    await Promise.all(serviceNames.map((name) => system.ops.restart(name, { TZ: zoneOf(name, 1) })));
    sayZones(1);
    const alone = await runJest({ name: 'e2e-alone', config: 'e2e', place, options: ['--selectProjects', 'alone', '--runInBand'], env, limitMinutes: 25 });
    return addCounts([sideBySide, alone]);
  } finally {
    await system.stop();
  }
}

/**
 * Nothing may depend on a process's own zone. In every run every service lives in three: in this one as its specs on engines start it, and in the others in
 * the two halves of the specs against the whole system, where neighbours never share one.
 */
const zoneOfSpecs = 'America/St_Johns';
const zonesOfSystem = ['Asia/Shanghai', 'UTC'] as const;

function zoneOf(name: ServiceName, half: 0 | 1): string {
  return zonesOfSystem[(serviceNames.indexOf(name) + half) % 2] ?? 'UTC';
}

function sayZones(half: 0 | 1): void {
  console.log(`  zones: ${serviceNames.map((name) => `${name} ${zoneOf(name, half)}`).join(', ')}`);
}

/** Each service in its zone, with a wall clock that a spec can let jump by a signal. */
function inStrangeTime(): ServiceRequest[] {
  const clock = pathToFileURL(join(workspaceRoot, 'e2e/test/fault/support/jumping.clock.mjs')).href;
  return serviceNames.map((app) => ({ app, env: { TZ: zoneOf(app, 0), NODE_OPTIONS: `--import ${clock}` } }));
}

/** Executables of the servers that specs start themselves. */
function testServers(engines: PreparedEngines): Record<string, string> {
  const variables = { 'test-server': 'TIME_SKIPPING_SERVER', 'mail-server': 'TEST_MAIL_SERVER' } as const;
  const found = (['test-server', 'mail-server'] as const).flatMap((name) => {
    const engine = engines[name];
    return engine === undefined ? [] : [[variables[name], engine.source === 'given' ? engine.address : engine.distribution]];
  });
  return Object.fromEntries(found) as Record<string, string>;
}

interface JestRun {
  /** Of its log and its result. */
  readonly name: string;
  readonly config: 'int' | 'e2e';
  readonly place: EngineTestPlace;
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly limitMinutes: number;
}

async function runJest({ name, config, place, options, env, limitMinutes }: JestRun): Promise<Counts> {
  const outputFile = join(place.folder, `${name}.json`);
  rmSync(outputFile, { force: true });
  const { code } = await runTool({
    args: [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(workspaceRoot, 'node_modules/jest/bin/jest.js')],
      ...['--config', join(workspaceRoot, `jest.${config}.config.mjs`), '--json', `--outputFile=${outputFile}`, '--passWithNoTests', '--forceExit'],
      ...options,
      ...place.patterns,
    ],
    env: { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules`.trim(), ...env },
    logFile: join(place.folder, `${name}.log`),
    show: true,
    limitMinutes,
  });
  const counts = readJestResult(outputFile);
  if (counts === undefined) throw new Error(code === 124 ? `took longer than ${limitMinutes} min and was ended` : `jest ended with ${code} and wrote no result`);
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, failures: [`  jest ended with ${code} although no test failed; see ${name}.log`] };
  return counts;
}

function freshFolder(folder: string, name: string): string {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
