import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JarDistribution } from './java.js';

export interface ArchiveRun {
  readonly distribution: JarDistribution;
  readonly archive: string;
  /** Flags, main class and arguments of an ordinary run, class path included. */
  readonly args: readonly string[];
  /** Resolves when the program serves. */
  readonly probe: () => Promise<void>;
}

/**
 * Runs the program once until it serves, then stops it so that the JVM writes its class data archive. Answers false
 * when no archive came of it: the program then starts slower, nothing else.
 */
export async function writeClassArchive(run: ArchiveRun): Promise<boolean> {
  const { distribution, archive } = run;
  const child = spawn(distribution.java, [`-XX:ArchiveClassesAtExit=${archive}`, ...run.args], { cwd: distribution.cwd, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => { resolve(); });
    child.once('error', () => { resolve(); });
  });
  const served = await waitUntil(run.probe, 60_000, () => child.exitCode === null);
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 90_000);
  await ended;
  clearTimeout(killer);
  return served && existsSync(join(distribution.cwd, archive));
}

/** Probes every 200 ms; false when time or the program is over. */
export async function waitUntil(probe: () => Promise<void>, withinMs: number, goOn: () => boolean): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (Date.now() < end && goOn()) {
    try {
      await probe();
      return true;
    } catch {
      await sleep(200);
    }
  }
  return false;
}
