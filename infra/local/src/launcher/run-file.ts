import { join } from 'node:path';
import { readJson, writeAtomically } from '../system/files.js';
import type { ProcessIdentity } from '../system/process-identity.js';
import type { Ports } from '../ports.js';

/** Where the engines of a running system are; the superuser's password is part of the first. */
export interface Addresses {
  readonly postgresUrl: string;
  readonly kafkaBrokers: string;
  readonly temporalAddress: string;
  readonly oidcIssuer: string;
}

/** `.data/run.json`: what runs now, for `npm run ops`, for the other commands and for the launcher after a kill -9. */
export interface RunFile {
  readonly launcher: ProcessIdentity;
  readonly stopping: boolean;
  readonly ready: boolean;
  readonly socket: string;
  readonly ports: Ports;
  readonly addresses: Partial<Addresses>;
  readonly processes: readonly (ProcessIdentity & { readonly name: string })[];
}

export function runFilePath(dataFolder: string): string {
  return join(dataFolder, 'run.json');
}

export function readRunFile(dataFolder: string): RunFile | undefined {
  const read = readJson(runFilePath(dataFolder)) as Partial<RunFile> | undefined;
  return read?.launcher === undefined || !Array.isArray(read.processes) ? undefined : (read as RunFile);
}

/** Readable by its owner only: it holds a password. */
export function writeRunFile(dataFolder: string, run: RunFile): void {
  writeAtomically(runFilePath(dataFolder), `${JSON.stringify(run, null, 2)}\n`, 0o600);
}
