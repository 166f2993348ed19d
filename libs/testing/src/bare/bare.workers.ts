import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { quietLogger } from './quiet.logger.js';

/** Where the engine is. */
export interface BarePlace {
  readonly address: string;
  readonly namespace: string;
}

/** One process: it runs the bundle's workflows, or, without one, activities alone. */
export interface BareWorkerSpec {
  readonly name: string;
  readonly queue: string;
  readonly bundle?: string;
}

/** Bundles the workflows of one file; answers the file of the bundle. */
export const bundleBareWorkflows = async (workflowsPath: string, folder: string): Promise<string> => {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: quietLogger });
  const file = join(folder, 'bare.bundle.js');
  writeFileSync(file, code);
  return file;
};

/** Processes that serve workflows which only wait and echo: the limit of the engine, to measure the services by. */
export class BareWorkers {
  private constructor(private readonly children: readonly { readonly name: string; readonly child: ChildProcess }[]) {}

  /** Resolves when all of them poll. Throws when one ends at its start. */
  static async start({ address, namespace }: BarePlace, specs: readonly BareWorkerSpec[]): Promise<BareWorkers> {
    const main = fileURLToPath(new URL('./bare.worker.js', import.meta.url));
    const children = specs.map(({ name, queue, bundle }) => ({
      name, child: fork(main, ['--address', address, '--namespace', namespace, '--queue', queue, ...(bundle === undefined ? [] : ['--bundle', bundle])]),
    }));
    await Promise.all(children.map(({ name, child }) => Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error(`the ${name} ended at its start`); })])));
    return new BareWorkers(children);
  }

  /** Names and process ids. */
  get parts(): readonly { readonly name: string; readonly pid: number }[] {
    return this.children.flatMap(({ name, child }) => (child.pid === undefined ? [] : [{ name, pid: child.pid }]));
  }

  /** In order by SIGTERM, or at once by SIGKILL. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await Promise.all(this.children.map(async ({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }));
  }
}
