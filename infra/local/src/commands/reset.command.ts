import { existsSync, realpathSync, rmSync } from 'node:fs';
import { isRunning } from '../launcher/instance.js';
import { findOrphans, stopOrphans } from '../launcher/orphans.js';
import { readRunFile } from '../launcher/run-file.js';
import { dataFolder } from '../paths.js';
import { UsageError } from './arguments.js';

/** `npm run reset`: deletes the data folder, keys included. Refuses while a system runs on it. */
export async function reset(): Promise<number> {
  const folder = dataFolder(process.env);
  if (!existsSync(folder)) {
    console.log(`${folder} is not there; nothing to do.`);
    return 0;
  }
  if (isRunning(folder)) throw new UsageError(`A system runs on ${folder}: stop it first (Ctrl-C in its terminal).`);
  const real = realpathSync(folder);
  await stopOrphans(findOrphans(real, readRunFile(real)), (line) => { console.log(line); });
  rmSync(real, { recursive: true, force: true });
  console.log(`${folder} is deleted; the next start begins anew.`);
  return 0;
}
