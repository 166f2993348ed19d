import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

/** What a lock needs to know of the machine; replaced in specs. */
export interface LockWorld {
  self(): ProcessIdentity;
  alive(holder: ProcessIdentity): boolean;
}

const realWorld: LockWorld = {
  self: () => identify(process.pid) ?? { pid: process.pid, started: '' },
  alive: isAlive,
};

/**
 * Takes the lock file, or answers with its living holder. The lock of a dead process is taken over, so a kill -9 never
 * leaves a lock that a person has to remove.
 */
export function tryLock(path: string, world: LockWorld = realWorld): { release(): void } | { holder: ProcessIdentity } {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    if (create(path, world.self())) return { release: () => { rmSync(path, { force: true }); } };
    const holder = readHolder(path);
    if (holder !== undefined && world.alive(holder)) return { holder };
    rmSync(path, { force: true });
  }
}

/** Waits until the lock is free, telling `onWait` once whom it waits for. */
export async function lock(path: string, onWait: (holder: ProcessIdentity) => void): Promise<{ release(): void }> {
  let told = false;
  for (;;) {
    const result = tryLock(path);
    if ('release' in result) return result;
    if (!told) onWait(result.holder);
    told = true;
    await sleep(500);
  }
}

/** A link makes name and content appear in one step; a plain exclusive write could be read while still empty. */
function create(path: string, self: ProcessIdentity): boolean {
  const temporary = `${path}.${self.pid}`;
  writeFileSync(temporary, JSON.stringify(self));
  try {
    linkSync(temporary, path);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity>;
    return typeof read.pid === 'number' && typeof read.started === 'string' ? { pid: read.pid, started: read.started } : undefined;
  } catch {
    return undefined;
  }
}
