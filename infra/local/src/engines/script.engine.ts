import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, workspaceRoot } from '../paths.js';
import { cacheEntry, cacheHit, fillCache, type CacheEntry } from './cache.js';
import { writeClassArchive } from './class-archive.js';
import { downloadJars, javaFlags, jarsIn, requireJava, type JarDistribution } from './java.js';
import { withEstimate } from './progress.js';
import type { EngineRecipe } from './resolver.js';

/** A Java server that specs start themselves: one executable made of the jars of a pinned pom. */
export interface JarScript {
  /** Also the folder of its pom below infra/local. */
  readonly name: string;
  readonly version: string;
  /** Environment variable that names an executable to take in its place. */
  readonly variable: string;
  readonly script: string;
  readonly archive: string;
  readonly memory: readonly string[];
  /** Words of the script after the class path, main class included; `"$1"` are the arguments of the script. */
  readonly words: readonly string[];
  /** The same words for one run on free ports, and how to see that it serves. */
  trial(): Promise<{ readonly words: readonly string[]; readonly probe: () => Promise<void> }>;
}

/** The executable of a JarScript: its variable, the cache, or the jars by Maven. */
export function scriptRecipe(server: JarScript, env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<string> {
  const { name, version, variable, script } = server;
  return {
    name,
    given: () => env[variable],
    onPath: () => Promise.resolve(undefined),
    cached: async () => {
      const { entry } = await entryFor(server, env);
      return (await cacheHit(entry, say)) ? join(entry.folder, script) : undefined;
    },
    build: async () => {
      const { entry, java } = await entryFor(server, env);
      await fillCache(entry, say, (folder) => withEstimate(say, `fetching the ${name} ${version} by Maven`, 45, () => prepare(server, folder, java)));
      return join(entry.folder, script);
    },
  };
}

function pomFolder({ name }: JarScript): string {
  return join(workspaceRoot, 'infra/local', name);
}

async function entryFor(server: JarScript, env: NodeJS.ProcessEnv): Promise<{ entry: CacheEntry; java: string }> {
  const { java, version: javaVersion } = await requireJava();
  const files = ['pom.xml', 'checksums.txt'].map((file) => join(pomFolder(server), file));
  return { entry: cacheEntry(cacheFolder(env), server.name, server.version, { files, words: [java, javaVersion] }), java };
}

async function prepare(server: JarScript, folder: string, java: string): Promise<void> {
  const { archive, memory } = server;
  await downloadJars(pomFolder(server), folder);
  const bare = await jarsIn(folder, java, pomFolder(server), archive);
  const { words, probe } = await server.trial();
  await writeClassArchive({ distribution: bare, archive, args: [...javaFlags(bare, memory), ...words], probe });
  writeScript(server, await jarsIn(folder, java, pomFolder(server), archive), folder);
}

/** `exec`: whoever starts the server stops it by killing the pid that was started. */
function writeScript({ script, memory, words }: JarScript, distribution: JarDistribution, folder: string): void {
  const fixed = [distribution.java, ...javaFlags(distribution, memory)].map((word) => `'${word}'`).join(' ');
  const path = join(folder, script);
  writeFileSync(path, `#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec ${fixed} ${words.join(' ')}\n`);
  chmodSync(path, 0o755);
}
