import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace; right from src/ and from dist/, which lie equally deep. */
export const workspaceRoot = resolve(fileURLToPath(new URL('../../../', import.meta.url)));

/** Where a running system keeps its data, keys and logs: `MENDLINE_DATA_DIR`, else `.data`. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return resolve(workspaceRoot, env['MENDLINE_DATA_DIR'] ?? '.data');
}

/** Per-user cache of prepared engines, outside the work tree: `XDG_CACHE_HOME`, else `~/.cache`, then `mendline`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mendline');
}
