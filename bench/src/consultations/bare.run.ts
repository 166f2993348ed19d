import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Part } from '../system/process.cpu.js';
import { bareQueue, bareStep, bareWorkflowType, type BarePlan } from './bare.messages.js';
import { sideBySide } from './side-by-side.js';

const payloadText = 'x'.repeat(600);

/** Bundles the bare workflow once; answers the file. */
export const bundleBareWorkflow = async (folder: string): Promise<string> => {
  const quiet = { log: () => undefined, trace: () => undefined, debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
  const { code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./bare.workflow.js', import.meta.url)), logger: quiet });
  const file = join(folder, 'bare.bundle.js');
  writeFileSync(file, code);
  return file;
};

/** The two processes that serve bare lives, as intake and the other owners serve tickets. */
export class BareWorkers {
  private constructor(private readonly children: readonly { readonly name: string; readonly child: ChildProcess }[]) {}

  static async start(place: { readonly address: string; readonly namespace: string }, bundle: string): Promise<BareWorkers> {
    const main = fileURLToPath(new URL('./bare.worker.js', import.meta.url));
    const common = ['--address', place.address, '--namespace', place.namespace];
    const children = [
      { name: 'bare worker', child: fork(main, [...common, '--bundle', bundle]) },
      { name: 'bare activities', child: fork(main, common) },
    ];
    await Promise.all(children.map(({ name, child }) => Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error(`the ${name} ended at its start`); })])));
    return new BareWorkers(children);
  }

  get parts(): readonly Part[] {
    return this.children.flatMap(({ name, child }) => (child.pid === undefined ? [] : [{ name, pid: child.pid }]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.map(async ({ child }) => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }));
  }
}

/** Lives per second: each update waits for its answer, as the commands of a consultation do. */
export const runBareLives = async (client: Client, plan: BarePlan, lives: number, concurrency: number): Promise<number> => {
  const began = performance.now();
  const ends = await sideBySide(lives, concurrency, () => liveBare(client, plan));
  await Promise.all(ends.map((end) => end()));
  return lives / ((performance.now() - began) / 1000);
};

const liveBare = async (client: Client, plan: BarePlan): Promise<() => Promise<void>> => {
  const workflowId = `bare:${randomUUID()}`;
  await client.workflow.start(bareWorkflowType, { workflowId, taskQueue: bareQueue, args: [plan] });
  for (const [i] of plan.steps.entries()) {
    const startWorkflowOperation = new WithStartWorkflowOperation(bareWorkflowType, { workflowId, taskQueue: bareQueue, args: [plan], workflowIdConflictPolicy: 'USE_EXISTING' });
    await client.workflow.executeUpdateWithStart(bareStep, { startWorkflowOperation, args: [{ id: `${workflowId}:${i}`, text: payloadText }], updateId: String(i) });
  }
  return async () => { await client.workflow.getHandle(workflowId).result(); };
};
