import type { ProcessGroup } from './process-group.js';
import type { ProcessState } from './supervised-process.js';

/** One process as the operator sees it. */
export interface ProcessStatus {
  readonly name: string;
  readonly state: ProcessState;
  readonly pid: number | undefined;
  readonly ports: readonly number[];
  readonly restarts: number;
  /** Seconds since its last start; undefined when it does not run. */
  readonly upSeconds: number | undefined;
  /** What the service itself reports at GET /ops/status: waiting commands, outbox, dead letters, … */
  readonly service?: unknown;
}

export interface SystemStatus {
  readonly launcherPid: number;
  readonly processes: readonly ProcessStatus[];
}

const signalNames: readonly string[] = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

/** What an operator, or a test that breaks things, may do to a running system. Unknown names throw. */
export class Ops {
  constructor(private readonly group: ProcessGroup) {}

  async status(): Promise<SystemStatus> {
    const processes = this.group.all().map(async (member): Promise<ProcessStatus> => {
      const running = member.identity !== undefined;
      const service = member.state === 'ready' ? await serviceStatus(member.ports[0]?.port, member.name) : undefined;
      return {
        name: member.name,
        state: member.state,
        pid: member.identity?.pid,
        ports: member.ports.map(({ port }) => port),
        restarts: member.restarts,
        upSeconds: running && member.startedAt !== undefined ? Math.round((Date.now() - member.startedAt.getTime()) / 1000) : undefined,
        ...(service === undefined ? {} : { service }),
      };
    });
    return { launcherPid: process.pid, processes: await Promise.all(processes) };
  }

  /** kill -9; it comes back after `downMs` (0: at once). */
  kill(name: string, downMs = 0): void {
    this.group.get(name).kill(downMs);
  }

  /** Stops and starts; resolves when ready. env changes its environment from now on, e.g. ROLES. */
  async restart(name: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.group.get(name).stop();
    await this.group.get(name).start(env);
  }

  async stop(name: string): Promise<void> {
    await this.group.get(name).stop();
  }

  async start(name: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.group.get(name).start(env);
  }

  /** `QUIT` or `SIGQUIT`; SIGQUIT stops PostgreSQL at once, without a checkpoint. */
  signal(name: string, signal: string): void {
    const full = signal.startsWith('SIG') ? signal : `SIG${signal}`;
    if (!signalNames.includes(full)) throw new Error(`${signal} is not one of ${signalNames.join(', ')}.`);
    this.group.get(name).signal(full as NodeJS.Signals);
  }

  /** Resolves when the process is ready; used after `kill`. */
  async ready(name: string): Promise<void> {
    await this.group.get(name).whenReady();
  }
}

const withoutStatus = new Set(['postgres', 'kafka', 'temporal', 'oidc']);

async function serviceStatus(port: number | undefined, name: string): Promise<unknown> {
  if (port === undefined || withoutStatus.has(name)) return undefined;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/ops/status`, { signal: AbortSignal.timeout(3000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
