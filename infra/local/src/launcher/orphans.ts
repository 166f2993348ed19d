import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from '../system/process-identity.js';
import { processName } from '../system/process-name.js';
import type { RunFile } from './run-file.js';

/** Environment variable that marks every process of a launcher with its data folder. */
export const markerVariable = 'MENDLINE_RUN_OF';

type Named = ProcessIdentity & { readonly name: string };

/**
 * Living processes of a launcher that is gone: those of its run file that still are the same process, and (Linux) those
 * that carry its mark, for a kill between a spawn and the note of it.
 */
export function findOrphans(dataFolder: string, run: RunFile | undefined): Named[] {
  const noted = (run?.processes ?? []).filter((entry) => isAlive(entry));
  const known = new Set(noted.map((entry) => entry.pid));
  return [...noted, ...marked(dataFolder).filter((entry) => !known.has(entry.pid))];
}

/** Stops them, last started first: a polite signal, SIGKILL after 5 s. Resolves when all are gone. */
export async function stopOrphans(orphans: readonly Named[], say: (line: string) => void): Promise<void> {
  for (const orphan of [...orphans].reverse()) {
    say(`stopping ${orphan.name} (process ${orphan.pid}), left over from a run that was killed`);
    // A stopped process (SIGSTOP) takes no other signal before this one.
    send(orphan, 'SIGCONT');
    send(orphan, orphan.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  }
  await untilGone(orphans, 5000);
  for (const orphan of orphans.filter(isAlive)) send(orphan, 'SIGKILL');
  await untilGone(orphans, 5000);
}

async function untilGone(processes: readonly ProcessIdentity[], withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (processes.some(isAlive) && Date.now() < end) await sleep(50);
}

function send(target: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, signal);
  } catch {
    // Gone between the check and the signal.
  }
}

function marked(dataFolder: string): Named[] {
  if (!existsSync('/proc/self/environ')) return [];
  const mark = `${markerVariable}=${dataFolder}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).includes(mark))
    .map((pid) => identify(Number(pid)))
    .filter((found) => found !== undefined)
    .map((found) => ({ ...found, name: processName(found.pid) ?? 'a process' }));
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
