import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, workspaceRoot } from '../paths.js';
import { freePort, probeTcp } from '../system/network.js';
import { cacheEntry, cacheHit, fillCache, type CacheEntry } from './cache.js';
import { writeClassArchive } from './class-archive.js';
import { downloadJars, javaFlags, jarsIn, requireJava, type JarDistribution } from './java.js';
import { withEstimate } from './progress.js';
import type { EngineRecipe } from './resolver.js';

const version = '1.38.0';
const pomFolder = join(workspaceRoot, 'infra/local/test-server');
const archive = 'test-server.jsa';
const script = 'time-skipping-server.sh';
const mainClass = 'io.temporal.testserver.TestServer';

/**
 * Temporal's time-skipping test server as one executable (`script PORT`), for `createTimeSkipping` with `existing-path`:
 * TIME_SKIPPING_SERVER, the cache, or the jars of the pinned pom by Maven.
 */
export function testServerRecipe(env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<string> {
  return {
    name: 'test-server',
    given: () => env['TIME_SKIPPING_SERVER'],
    onPath: () => Promise.resolve(undefined),
    cached: async () => {
      const { entry } = await entryFor(env);
      return (await cacheHit(entry, say)) ? join(entry.folder, script) : undefined;
    },
    build: async () => {
      const { entry, java } = await entryFor(env);
      await fillCache(entry, say, (folder) => withEstimate(say, `fetching the test server ${version} by Maven`, 45, () => prepare(folder, java)));
      return join(entry.folder, script);
    },
  };
}

async function entryFor(env: NodeJS.ProcessEnv): Promise<{ entry: CacheEntry; java: string }> {
  const { java, version: javaVersion } = await requireJava();
  const files = [join(pomFolder, 'pom.xml'), join(pomFolder, 'checksums.txt')];
  return { entry: cacheEntry(cacheFolder(env), 'test-server', version, { files, words: [java, javaVersion] }), java };
}

async function prepare(folder: string, java: string): Promise<void> {
  await downloadJars(pomFolder, folder);
  const bare = await jarsIn(folder, java, pomFolder, archive);
  const port = await freePort();
  await writeClassArchive({ distribution: bare, archive, args: [...flags(bare), mainClass, String(port)], probe: () => probeTcp(port) });
  writeScript(await jarsIn(folder, java, pomFolder, archive), folder);
}

function flags(distribution: JarDistribution): string[] {
  return javaFlags(distribution, ['-Xmx256m']);
}

/** `exec`: the SDK stops the server by killing the pid it started. */
function writeScript(distribution: JarDistribution, folder: string): void {
  const words = [distribution.java, ...flags(distribution), mainClass].map((word) => `'${word}'`).join(' ');
  const path = join(folder, script);
  writeFileSync(path, `#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec ${words} "$@"\n`);
  chmodSync(path, 0o755);
}
