import { mkdirSync, statSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from '../system/process-identity.js';
import { markerVariable } from './orphans.js';
import type { ProcessSpec } from './process-spec.js';
import { SupervisedProcess } from './supervised-process.js';

const logLimit = 50 * 1024 * 1024;

export interface ProcessGroupOptions {
  readonly dataFolder: string;
  readonly say: (name: string, line: string) => void;
  /** Called whenever the set of living processes changes. */
  readonly onChange: () => void;
}

/** The processes of one system in the order in which they were started. */
export class ProcessGroup {
  private readonly members = new Map<string, SupervisedProcess>();
  private readonly killRest = (): void => {
    this.killAll();
  };

  constructor(private readonly options: ProcessGroupOptions) {
    // Whatever ends the launcher from inside, its processes end with it; a kill -9 is left to the next start.
    process.on('exit', this.killRest);
  }

  /** Adds a process and starts it; resolves when it is ready. */
  async launch(spec: ProcessSpec): Promise<void> {
    const logFile = join(this.options.dataFolder, 'logs', `${spec.name}.log`);
    rotate(logFile);
    const member = new SupervisedProcess(spec, {
      logFile,
      marker: { [markerVariable]: this.options.dataFolder },
      say: this.options.say,
      onChange: this.options.onChange,
    });
    this.members.set(spec.name, member);
    const began = Date.now();
    await member.start();
    const ports = spec.ports.map(({ port }) => port).join(', ');
    this.options.say(spec.name, `ready in ${((Date.now() - began) / 1000).toFixed(1)} s, port ${ports}`);
  }

  /** Throws when there is no process of that name. */
  get(name: string): SupervisedProcess {
    const member = this.members.get(name);
    if (member === undefined) throw new Error(`There is no process "${name}". Known: ${[...this.members.keys()].join(', ')}.`);
    return member;
  }

  all(): SupervisedProcess[] {
    return [...this.members.values()];
  }

  living(): (ProcessIdentity & { readonly name: string })[] {
    return this.all().flatMap(({ name, identity }) => (identity === undefined ? [] : [{ name, ...identity }]));
  }

  /** Stops the named ones together. */
  async stop(names: readonly string[]): Promise<void> {
    await Promise.all(names.flatMap((name) => this.members.get(name)?.stop() ?? []));
  }

  /** Stops everything in reverse order, in steps: what nobody may depend on first. */
  async stopInSteps(steps: readonly (readonly string[])[]): Promise<void> {
    const named = new Set(steps.flat());
    await this.stop([...this.members.keys()].filter((name) => !named.has(name)));
    for (const step of steps) await this.stop(step);
    process.off('exit', this.killRest);
  }

  killAll(): void {
    for (const { pid } of this.living()) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
  }
}

/** One old log is kept; a log that grew over the limit does not grow for ever. */
function rotate(logFile: string): void {
  mkdirSync(join(logFile, '..'), { recursive: true });
  if (existsSync(logFile) && statSync(logFile).size > logLimit) renameSync(logFile, `${logFile}.1`);
}
