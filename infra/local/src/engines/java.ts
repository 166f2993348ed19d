import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, runCommand } from '../system/run-command.js';
import { checksumsOf, compareChecksums, parseChecksums } from './manifest.js';
import { EngineUnavailable } from './resolver.js';

/** A Java program as jars with a fixed order; run it with `cwd` as working folder. */
export interface JarDistribution {
  readonly java: string;
  readonly cwd: string;
  /** Relative to `cwd`: the class data archive is tied to these very words. */
  readonly classPath: string;
  /** AppCDS archive relative to `cwd`; halves the time to start. */
  readonly archive?: string;
}

const minimumJava = 17;

export const composeHint = 'or go on without it: docker compose up (see docs/runbook.md)';

/** Path and version line of a suitable Java. Throws `EngineUnavailable`. */
export async function requireJava(): Promise<{ java: string; version: string }> {
  const java = findOnPath('java');
  const hint = `install a Java ${minimumJava} (or newer) runtime, ${composeHint}.`;
  if (java === undefined) throw new EngineUnavailable(`Java is missing: ${hint}`);
  const version = await runCommand(java, ['-version']);
  const major = Number(/version "(\d+)/.exec(version)?.[1] ?? 0);
  if (major < minimumJava) throw new EngineUnavailable(`Java ${major} is too old: ${hint}`);
  return { java, version };
}

/**
 * Downloads the jars of a pinned pom into `<folder>/lib` and checks each against the sums in git. Throws
 * `EngineUnavailable` when Maven is missing or content differs.
 */
export async function downloadJars(pomFolder: string, folder: string): Promise<void> {
  const maven = findOnPath('mvn');
  if (maven === undefined) throw new EngineUnavailable(`Maven is missing: install Maven 3.8 or newer, ${composeHint}.`);
  const lib = join(folder, 'lib');
  const pom = join(pomFolder, 'pom.xml');
  await runCommand(maven, ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`, '-f', pom]);
  const problems = compareChecksums(await pinnedJars(pomFolder), await checksumsOf(lib));
  if (problems.length > 0) throw new EngineUnavailable(`The downloaded jars differ from ${join(pomFolder, 'checksums.txt')}: ${problems.join(', ')}`);
}

/** A distribution over the jars of a cache folder, in the fixed order of checksums.txt. */
export async function jarsIn(folder: string, java: string, pomFolder: string, archive: string): Promise<JarDistribution> {
  const classPath = [...(await pinnedJars(pomFolder)).keys()].map((jar) => `lib/${jar}`).join(':');
  return { java, cwd: folder, classPath, ...(existsSync(join(folder, archive)) ? { archive } : {}) };
}

/** Flags for small memory and a quick start, with the class archive when there is one. */
export function javaFlags(distribution: JarDistribution, memory: readonly string[]): string[] {
  const archive = distribution.archive === undefined ? [] : [`-XX:SharedArchiveFile=${distribution.archive}`, '-Xshare:auto'];
  return [...memory, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true', ...archive, '-cp', distribution.classPath];
}

async function pinnedJars(pomFolder: string): Promise<ReadonlyMap<string, string>> {
  return parseChecksums(await readFile(join(pomFolder, 'checksums.txt'), 'utf8'));
}
