import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '../system/lock.js';
import { findOrphans, stopOrphans } from './orphans.js';
import { readRunFile } from './run-file.js';

/** Another launcher works on this data folder. */
export class AlreadyRunning extends Error {}

/** The right to run a system on a data folder. */
export interface Instance {
  readonly dataFolder: string;
  release(): void;
}

const graceMs = 3000;
const stoppingMs = 60_000;

/**
 * Takes a data folder for this process and stops what a killed launcher left over in it. A launcher that is just
 * stopping is waited for. Throws `AlreadyRunning`.
 */
export async function takeInstance(folder: string, say: (line: string) => void): Promise<Instance> {
  mkdirSync(folder, { recursive: true });
  const dataFolder = realpathSync(folder);
  const held = await takeLock(dataFolder, say);
  await stopOrphans(findOrphans(dataFolder, readRunFile(dataFolder)), say);
  return { dataFolder, release: () => { held.release(); } };
}

/** Identity of the launcher that holds a folder, if any. */
export function isRunning(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const result = tryLock(lockPath(folder));
  if ('release' in result) result.release();
  return 'holder' in result;
}

async function takeLock(dataFolder: string, say: (line: string) => void): Promise<{ release(): void }> {
  const began = Date.now();
  let told = false;
  for (;;) {
    const result = tryLock(lockPath(dataFolder));
    if ('release' in result) return result;
    const stopping = readRunFile(dataFolder)?.stopping === true;
    if (Date.now() - began > (stopping ? stoppingMs : graceMs)) {
      throw new AlreadyRunning(`Mendline already runs on ${dataFolder} (process ${result.holder.pid}). See npm run ops -- status, or end that process.`);
    }
    if (stopping && !told) say(`waiting for process ${result.holder.pid}, which is stopping`);
    told ||= stopping;
    await sleep(200);
  }
}

function lockPath(dataFolder: string): string {
  return join(dataFolder, 'launcher.lock');
}
