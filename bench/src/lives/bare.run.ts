import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { BareWorkers, bundleBareWorkflows, type BarePlace } from '@mendline/testing/bare';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { bareQueue, bareRemoteQueue, bareStep, bareWorkflowType, type BarePlan } from './bare.messages.js';
import { sideBySide } from './side-by-side.js';

const payloadText = 'x'.repeat(600);

/** The two processes that serve bare lives, as intake and the other owners serve tickets. The bundle is made in `folder`. */
export const startBareWorkers = async (place: BarePlace, folder: string): Promise<BareWorkers> => {
  const bundle = await bundleBareWorkflows(fileURLToPath(new URL('./bare.workflow.js', import.meta.url)), folder);
  return BareWorkers.start(place, [{ name: 'bare worker', queue: bareQueue, bundle }, { name: 'bare activities', queue: bareRemoteQueue }]);
};

/** Lives per second: each update waits for its answer, as the commands of a ticket do. */
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
