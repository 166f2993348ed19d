import { readFileSync } from 'node:fs';

/** Short program name of a process by /proc; undefined elsewhere or when it is gone. */
export function processName(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
