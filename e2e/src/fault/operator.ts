import { askOps } from '@mendline/local/ops-client';

/** One process as the launcher's control socket shows it. */
export interface ProcessLine {
  readonly name: string;
  readonly state: string;
  readonly pid: number | undefined;
  readonly restarts: number;
}

const services: readonly string[] = ['gateway', 'intake', 'dispatch', 'field-service', 'quality-analytics'];

/** Name and pid of every service: the same before and after when nobody was started again. */
export const servicesOf = (processes: readonly ProcessLine[]): string[] =>
  processes.filter(({ name }) => services.includes(name)).map(({ name, pid }) => `${name} ${String(pid)}`);

const allOfIntake = 'api,worker,relay,notices';

/** Breaks and mends the processes of a running system through the launcher's control socket. */
export class Operator {
  private intakeRoles = allOfIntake;

  constructor(private readonly socket: string) {}

  /** kill -9; the launcher starts it again after `downMs`. */
  async kill(name: string, downMs = 0): Promise<void> {
    await askOps(this.socket, { op: 'kill', name, downMs });
  }

  async signal(name: string, signal: NodeJS.Signals): Promise<void> {
    await askOps(this.socket, { op: 'signal', name, signal });
  }

  /** Stops in order and starts again; `env` stays changed. Resolves when ready. */
  async restart(name: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    await askOps(this.socket, { op: 'restart', name, env });
  }

  /** Intake with only these of its roles, until `wholeIntake`. Resolves when ready. */
  async intakeAs(roles: string): Promise<void> {
    this.intakeRoles = roles;
    await this.restart('intake', { ROLES: roles });
  }

  /** Gives intake all its roles; at once when it has them. */
  async wholeIntake(): Promise<void> {
    if (this.intakeRoles !== allOfIntake) await this.intakeAs(allOfIntake);
  }

  async stop(name: string): Promise<void> {
    await askOps(this.socket, { op: 'stop', name });
  }

  async start(name: string): Promise<void> {
    await askOps(this.socket, { op: 'start', name });
  }

  /** Resolves when the process serves again. */
  async ready(name: string): Promise<void> {
    await askOps(this.socket, { op: 'ready', name });
  }

  async processes(): Promise<readonly ProcessLine[]> {
    const { processes } = (await askOps(this.socket, { op: 'status' })) as { readonly processes: readonly ProcessLine[] };
    return processes;
  }

  async pidOf(name: string): Promise<number> {
    const pid = (await this.processes()).find((line) => line.name === name)?.pid;
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }
}
