import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { workspaceRoot } from '../paths.js';

export interface ToolRun {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** All output goes here, and to the terminal when `show` is set. */
  readonly logFile: string;
  readonly show: boolean;
  readonly limitMinutes: number;
  /** Runs with the lowest priority, so that what runs beside it hardly notices. */
  readonly inBackground?: boolean;
}

const running = new Set<ChildProcess>();

/** Ends the tools of this test run; used when a signal ends the run itself. */
export function killTools(): void {
  for (const { pid } of running) if (pid !== undefined) killGroup(pid);
}

/** Runs a Node program of the workspace; resolves with exit code and output. A program over its limit is killed (code 124). */
export function runTool(run: ToolRun): Promise<{ code: number; output: string }> {
  mkdirSync(dirname(run.logFile), { recursive: true });
  const log = createWriteStream(run.logFile);
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0', ...run.env };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, run.args, { cwd: workspaceRoot, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    if (run.inBackground && child.pid !== undefined) stepBack(child.pid);
    let output = '';
    let overdue = false;
    const take = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      log.write(chunk);
      if (run.show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const limit = setTimeout(() => {
      overdue = true;
      if (child.pid !== undefined) killGroup(child.pid);
    }, run.limitMinutes * 60_000);
    child.once('close', (code) => {
      clearTimeout(limit);
      running.delete(child);
      log.end();
      resolve({ code: overdue ? 124 : (code ?? 1), output: stripVTControlCharacters(output) });
    });
  });
}

/** Linux weighs sessions against each other before it looks at priorities within them, where it groups automatically: the session steps back too. */
function stepBack(pid: number): void {
  const low = constants.priority.PRIORITY_LOW;
  try {
    setPriority(pid, low);
    writeFileSync(`/proc/${pid}/autogroup`, String(low));
  } catch {
    // Other systems have no such groups, some containers no such right: then it runs as everything else does.
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Ended meanwhile.
  }
}
