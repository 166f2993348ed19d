import { spawnSync } from 'node:child_process';
import { EngineUnavailable } from './resolver.js';

/**
 * PostgreSQL refuses to run as root. For root (common in containers and on build machines) it is run in a user
 * namespace where it is nobody and still reaches the files root owns; for everybody else nothing changes.
 * Throws `EngineUnavailable` where that is forbidden.
 */
export function unprivileged(program: string, args: readonly string[], folder: string): { command: string; args: string[] } {
  if (process.getuid?.() !== 0) return { command: program, args: [...args] };
  if (userNamespacesWork()) return { command: 'unshare', args: ['--user', '--', program, ...args] };
  throw new EngineUnavailable(
    `PostgreSQL does not run as root and this machine allows no user namespaces: run as an ordinary user that owns ${folder}, or set DATABASE_ADMIN_URL.`,
  );
}

let works: boolean | undefined;

function userNamespacesWork(): boolean {
  works ??= spawnSync('unshare', ['--user', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return works;
}
