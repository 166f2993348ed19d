import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tryLock, type LockWorld } from './lock.js';
import type { ProcessIdentity } from './process-identity.js';

let folder: string;
const path = (): string => join(folder, 'x.lock');
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'lock-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function world(pid: number, living: readonly number[]): LockWorld {
  return { self: () => ({ pid, started: 'then' }), alive: (holder: ProcessIdentity) => living.includes(holder.pid) };
}

describe('tryLock', () => {
  it('lets one process in and tells the other who holds it', () => {
    expect(tryLock(path(), world(1, [1]))).toHaveProperty('release');
    expect(tryLock(path(), world(2, [1]))).toEqual({ holder: { pid: 1, started: 'then' } });
  });

  it('is free again after its release', () => {
    const held = tryLock(path(), world(1, [1]));
    if ('release' in held) held.release();
    expect(tryLock(path(), world(2, [1]))).toHaveProperty('release');
  });

  it('is taken over from a process that was killed', () => {
    tryLock(path(), world(1, [1]));
    expect(tryLock(path(), world(2, []))).toHaveProperty('release');
    expect(tryLock(path(), world(3, [2]))).toEqual({ holder: { pid: 2, started: 'then' } });
  });

  it('is taken over when its content is no lock at all', () => {
    writeFileSync(path(), '{"pid":');
    expect(tryLock(path(), world(2, []))).toHaveProperty('release');
  });
});
