import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertPortFree } from '../ports.js';
import { identify, type ProcessIdentity } from '../system/process-identity.js';
import { describeDeath, lastLines } from './death-report.js';
import type { ProcessSpec } from './process-spec.js';
import { RestartPolicy } from './restart-policy.js';

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'restarting' | 'gave-up';

export interface SupervisedProcessOptions {
  readonly logFile: string;
  /** Added to the process's environment; by it the next launcher recognises orphans. */
  readonly marker: Readonly<Record<string, string>>;
  readonly say: (name: string, line: string) => void;
  /** Called whenever the pid changes. */
  readonly onChange: () => void;
}

/** Why a start did not end in a ready process; the message is for the person at the terminal. */
export class StartFailed extends Error {}

/** One process that is kept alive until somebody stops it. */
export class SupervisedProcess {
  state: ProcessState = 'stopped';
  identity: ProcessIdentity | undefined;
  restarts = 0;
  startedAt: Date | undefined;
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private wanted = false;
  /** How often it was started or stopped by somebody: what was under way before is not his wish any more. */
  private orders = 0;
  private holdUntil = 0;
  private excused = false;
  private readonly policy = new RestartPolicy();

  constructor(
    private spec: ProcessSpec,
    private readonly options: SupervisedProcessOptions,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  get ports(): ProcessSpec['ports'] {
    return this.spec.ports;
  }

  /** Starts it unless it runs, and resolves when it is ready. Throws `StartFailed` when it gives up or takes too long. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    if (Object.keys(env).length > 0) this.spec = { ...this.spec, env: { ...this.spec.env, ...env } };
    if (!this.wanted) {
      this.wanted = true;
      this.orders += 1;
      this.policy.forget();
      this.state = 'starting';
      await this.spawnOnce().catch((error: unknown) => {
        this.wanted = false;
        this.state = 'stopped';
        throw error;
      });
    }
    await this.whenReady();
  }

  /** Resolves when ready; throws `StartFailed` with the end of the log after `readyWithin`, or when given up or stopped. */
  async whenReady(): Promise<void> {
    const end = Date.now() + this.spec.readyWithin;
    while (this.state !== 'ready') {
      if (this.state === 'gave-up') throw this.failure('keeps dying at start');
      if (!this.wanted) throw this.failure('was stopped');
      if (Date.now() > end) throw this.failure(`was not ready within ${this.spec.readyWithin / 1000} s`);
      await sleep(25);
    }
  }

  /** Stop signal, then SIGKILL when it takes longer than the spec allows; resolves when the process is gone. */
  async stop(signal: NodeJS.Signals = this.spec.stopSignal): Promise<void> {
    this.wanted = false;
    this.orders += 1;
    const { child } = this;
    if (child !== undefined) {
      this.sendTo(child, signal);
      const killer = setTimeout(() => {
        this.options.say(this.name, `did not stop within ${this.spec.stopWithin / 1000} s; killed`);
        this.sendTo(child, 'SIGKILL');
      }, this.spec.stopWithin);
      await this.exited;
      clearTimeout(killer);
    }
    this.state = 'stopped';
  }

  /** Kills it at once (kill -9) and lets the supervision bring it back after `downMs`; not counted as a death. */
  kill(downMs = 0): void {
    if (this.child === undefined) return;
    this.holdUntil = Date.now() + downMs;
    // At once, not at its exit: who asks next must not be told that it is ready.
    this.state = 'restarting';
    this.signal('SIGKILL');
  }

  /** Sends any signal; a death that follows is not held against the process. */
  signal(signal: NodeJS.Signals): void {
    if (this.child === undefined) return;
    this.excused = signal !== 'SIGSTOP' && signal !== 'SIGCONT';
    this.sendTo(this.child, signal);
  }

  private async spawnOnce(): Promise<void> {
    const { orders } = this;
    for (const { name, port } of this.spec.ports) await assertPortFree(name, port);
    await this.spec.prepare?.();
    if (orders !== this.orders) return;
    mkdirSync(dirname(this.options.logFile), { recursive: true });
    const log = openSync(this.options.logFile, 'a');
    // A session of its own: Ctrl-C at the terminal reaches the launcher only, which stops everything in order.
    const child = spawn(this.spec.command, this.spec.args, {
      cwd: this.spec.cwd,
      env: { ...this.spec.env, ...this.options.marker },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.state = 'starting';
    this.identity = child.pid === undefined ? undefined : identify(child.pid);
    this.startedAt = new Date();
    this.options.onChange();
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.options.say(this.name, `cannot be started: ${error.message}`);
        if (child.pid === undefined) this.onExit(child, 'not started', resolve);
      });
      child.once('exit', (code, signal) => { this.onExit(child, describeDeath(code, signal), resolve); });
    });
    void this.probeUntilReady(child);
  }

  private async probeUntilReady(child: ChildProcess): Promise<void> {
    while (this.child === child) {
      try {
        await this.spec.probe();
        if (this.child !== child) return;
        this.state = 'ready';
        this.options.onChange();
        if (this.restarts > 0) this.options.say(this.name, 'is ready again');
        return;
      } catch {
        await sleep(100);
      }
    }
  }

  private onExit(child: ChildProcess, how: string, resolve: () => void): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.identity = undefined;
    this.options.onChange();
    resolve();
    if (!this.wanted) {
      this.state = 'stopped';
      return;
    }
    const excused = this.excused;
    this.excused = false;
    const delay = excused ? 0 : this.policy.died(Date.now());
    if (delay === undefined) this.giveUp(how);
    else void this.restartAfter(Math.max(delay, this.holdUntil - Date.now()), how);
  }

  private giveUp(how: string): void {
    this.state = 'gave-up';
    this.wanted = false;
    this.options.say(this.name, `died (${how}) for the fifth time within a minute; giving up. After mending: npm run ops -- start ${this.name}`);
  }

  private async restartAfter(delay: number, how: string): Promise<void> {
    const { orders } = this;
    this.state = 'restarting';
    this.restarts += 1;
    this.options.say(this.name, `died (${how}); starting it again in ${(delay / 1000).toFixed(1)} s`);
    await sleep(delay);
    if (orders !== this.orders) return;
    await this.spawnOnce().catch((error: unknown) => {
      if (orders !== this.orders) return;
      const next = this.policy.died(Date.now());
      const reason = error instanceof Error ? error.message : String(error);
      if (next === undefined) this.giveUp(reason);
      else void this.restartAfter(next, reason);
    });
  }

  /** The whole process group: whatever the process started goes with it. */
  private sendTo(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
      if (signal === 'SIGKILL') process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // Gone already; its exit event follows.
    }
  }

  private failure(what: string): StartFailed {
    return new StartFailed(`${this.name} ${what}. End of ${this.options.logFile}:\n${lastLines(this.options.logFile, 15)}`);
  }
}
