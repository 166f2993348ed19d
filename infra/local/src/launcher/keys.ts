import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of a local system, one file each, readable by their owner only. */
export interface KeyFiles {
  /** Wraps the data keys of persons: 32 random bytes, base64. */
  readonly kmsMaster: string;
  /** AES key of the Temporal payload codec: 32 random bytes, base64. */
  readonly payload: string;
  /** Password of the PostgreSQL superuser. */
  readonly postgresPassword: string;
}

/** Paths of the key files of a data folder, whether they exist or not. */
export function keyFiles(dataFolder: string): KeyFiles {
  const inKeys = (name: string): string => join(dataFolder, 'keys', name);
  return { kmsMaster: inKeys('kms-master.key'), payload: inKeys('payload.key'), postgresPassword: inKeys('postgres.password') };
}

/** Creates what is missing; an existing key is never replaced, because data would become unreadable. */
export function createKeys(dataFolder: string): KeyFiles {
  const files = keyFiles(dataFolder);
  mkdirSync(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 });
  createOnce(files.kmsMaster, randomBytes(32).toString('base64'));
  createOnce(files.payload, randomBytes(32).toString('base64'));
  createOnce(files.postgresPassword, randomBytes(18).toString('hex'));
  return files;
}

export function readSecret(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

function createOnce(path: string, secret: string): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, `${secret}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  linkSync(temporary, path);
  rmSync(temporary);
}
