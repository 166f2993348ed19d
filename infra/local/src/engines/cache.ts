import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from '../system/lock.js';
import { isAlive, identify } from '../system/process-identity.js';
import { verifyManifest, writeManifest } from './manifest.js';

/** One entry of the per-user cache: `<root>/<engine>/<version>-<hash of what pins it>`. */
export interface CacheEntry {
  readonly engine: string;
  readonly folder: string;
}

/** pins: files and words that fix the content; another compiler or JVM is another entry. */
export function cacheEntry(root: string, engine: string, version: string, pins: { files: readonly string[]; words?: readonly string[] }): CacheEntry {
  const hash = createHash('sha256');
  for (const file of pins.files) hash.update(readFileSync(file)).update('\0');
  for (const word of pins.words ?? []) hash.update(word).update('\0');
  return { engine, folder: join(root, engine, `${version}-${hash.digest('hex').slice(0, 12)}`) };
}

/** True when the entry is there and every file has the sum of its manifest; a damaged entry is reported and removed. */
export async function cacheHit(entry: CacheEntry, say: (line: string) => void): Promise<boolean> {
  if (!existsSync(entry.folder)) return false;
  const problems = await verifyManifest(entry.folder);
  if (problems.length === 0) return true;
  say(`cache entry is damaged (${problems.slice(0, 3).join(', ')}); preparing it again`);
  rmSync(entry.folder, { recursive: true, force: true });
  return false;
}

/**
 * Fills the entry by `build(folder)` in a folder of its own, then renames it into place; a second run waits and finds it
 * ready. Throws what `build` throws and leaves nothing behind then.
 */
export async function fillCache(entry: CacheEntry, say: (line: string) => void, build: (folder: string) => Promise<void>): Promise<void> {
  const held = await lock(`${entry.folder}.lock`, (holder) => {
    say(`another run (process ${holder.pid}) is preparing it; waiting`);
  });
  try {
    if (await cacheHit(entry, say)) return;
    removeAbandoned(entry);
    const temporary = `${entry.folder}.${process.pid}.tmp`;
    mkdirSync(temporary, { recursive: true });
    try {
      await build(temporary);
      await writeManifest(temporary);
      renameSync(temporary, entry.folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } finally {
    held.release();
  }
}

/** Half-built folders of runs that were killed. */
function removeAbandoned(entry: CacheEntry): void {
  const parent = join(entry.folder, '..');
  for (const name of readdirSync(parent)) {
    const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
    const owner = pid === undefined ? undefined : identify(Number(pid));
    if (pid !== undefined && (owner === undefined || !isAlive(owner))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
