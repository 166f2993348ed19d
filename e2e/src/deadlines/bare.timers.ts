import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BareWorkers, bundleBareWorkflows, type BarePlace } from '@mendline/testing/bare';
import { Client, Connection } from '@temporalio/client';
import { until } from '../fault/index.js';
import type { DrillRequest } from './deadline.drill.js';

const atOnce = 12;
const patienceMs = 300_000;

/** The same drill with bare workflows of a timer and an activity; answers when each was done, in milliseconds. */
export const fireBareTimers = async (place: BarePlace, queue: string, request: DrillRequest): Promise<number[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'mendline-timers-'));
  const connection = await Connection.connect({ address: place.address });
  const client = new Client({ connection, namespace: place.namespace });
  try {
    const bundle = await bundleBareWorkflows(fileURLToPath(new URL('./bare-timer.workflow.js', import.meta.url)), folder);
    const start = (): Promise<BareWorkers> => BareWorkers.start(place, [{ name: 'bare worker', queue, bundle }]);
    return await fire(client, queue, request, start);
  } finally {
    await connection.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const fire = async (client: Client, queue: string, { count, downMs, leadMs }: DrillRequest, startWorkers: () => Promise<BareWorkers>): Promise<number[]> => {
  const before = await startWorkers();
  const last = await startTimers(client, queue, count, leadMs);
  // A workflow's first task has to be done for its timer to run.
  await until('the timers run', patienceMs, async () => (await client.workflow.count(`TaskQueue = '${queue}'`)).count === count, 200);
  await delay(Math.min(2_000, leadMs / 4));
  const up = Math.max(Date.now() + downMs, last);
  await before.stop('SIGKILL');
  await delay(up - Date.now());
  const after = await startWorkers();
  try {
    await until('all are done', patienceMs, async () => (await client.workflow.count(`TaskQueue = '${queue}' and ExecutionStatus = 'Completed'`)).count === count, 500);
    return await endsOf(client, queue);
  } finally {
    await after.stop();
  }
};

/** Answers when the last is due, in milliseconds. */
const startTimers = async (client: Client, queue: string, count: number, leadMs: number): Promise<number> => {
  let [left, last] = [count, 0];
  const starter = async (): Promise<void> => {
    while (left > 0) {
      const workflowId = `${queue}:${left--}`;
      last = Date.now() + leadMs;
      await client.workflow.start('bareTimer', { workflowId, taskQueue: queue, args: [last] });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, starter));
  return last;
};

const endsOf = async (client: Client, queue: string): Promise<number[]> => {
  const ends: number[] = [];
  for await (const { closeTime } of client.workflow.list({ query: `TaskQueue = '${queue}'` })) ends.push(closeTime?.getTime() ?? Number.NaN);
  return ends;
};
