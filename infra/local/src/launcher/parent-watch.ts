import { processName } from '../system/process-name.js';
import { identify, isAlive, parentOf, type ProcessIdentity } from '../system/process-identity.js';

/**
 * Calls `onGone` once when the npm that started this process is gone (kill -9 of npm reaches nobody else): a system
 * that nobody can stop from its terminal any more would block the next start. Without npm nothing is watched.
 */
export function watchNpm(env: NodeJS.ProcessEnv, onGone: () => void): void {
  if (env['npm_lifecycle_event'] === undefined) return;
  const watched = ancestors();
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, 200);
  timer.unref();
}

const shells = new Set(['sh', 'dash', 'bash', 'ash']);

/** The parent, and its parent where npm put a shell between. */
function ancestors(): ProcessIdentity[] {
  const parent = identify(process.ppid);
  const grandparent = shells.has(processName(process.ppid) ?? '') ? identify(parentOf(process.ppid) ?? 0) : undefined;
  return [parent, grandparent].filter((found) => found !== undefined);
}
