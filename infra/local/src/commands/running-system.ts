import { realpathSync, existsSync } from 'node:fs';
import type { SystemFacts } from '../launcher/environment.js';
import { keyFiles } from '../launcher/keys.js';
import { readRunFile, type RunFile } from '../launcher/run-file.js';
import { dataFolder } from '../paths.js';
import { isAlive } from '../system/process-identity.js';
import { UsageError } from './arguments.js';

/** The run file of the system that runs on the data folder of this environment. Throws `UsageError` when none runs. */
export function requireRun(): RunFile {
  const run = readRunFile(dataFolder(process.env));
  if (run !== undefined && isAlive(run.launcher)) return run;
  throw new UsageError(`No system runs on ${dataFolder(process.env)}. Start one: npm run serve (or npm start).`);
}

/** Everything needed to fill in the environment of a program that works with the running system. */
export function requireSystem(): SystemFacts {
  const run = requireRun();
  const { postgresUrl = '', kafkaBrokers = '', temporalAddress = '', oidcIssuer = '' } = run.addresses;
  const folder = dataFolder(process.env);
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  return { ports: run.ports, addresses: { postgresUrl, kafkaBrokers, temporalAddress, oidcIssuer }, keys: keyFiles(real), dataFolder: real };
}
