import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recomputeClocksType, recomputeProgressQuery } from '@mendline/contracts/intake';
import type { RecomputeActivities, RecomputeInput, RecomputeProgress } from '@mendline/contracts/intake';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../scripts/bundler.js';
import { installQuietRuntime } from './support/quiet-runtime.js';

let env: TestWorkflowEnvironment;
const namespace = process.env['TEST_TEMPORAL_NAMESPACE'] ?? '';
let code = '';

beforeAll(async () => {
  installQuietRuntime();
  const address = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!address || namespace === '') throw new Error('TEST_TEMPORAL_ADDRESS and TEST_TEMPORAL_NAMESPACE name no server');
  env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace });
  code = await bundleWorkflows('source', { encodeFailures: false });
}, 180_000);

afterAll(() => env.teardown());

const tickets = Array.from({ length: 25 }, (_, i) => `t${String(i).padStart(2, '0')}`);
const calendar = { tenantId: 'huaxin', code: 'office', of: 'tenant', id: 'huaxin', version: 2 } as const;
const input: RecomputeInput = { calendar, perSecond: 10, progress: { checked: 0, moved: 0, earlier: 0, after: '', done: false } };

/** Pages of made-up tickets; every third one moves, every fifth earlier. */
const pages = (seen: string[], failAt: readonly number[] = []): RecomputeActivities => {
  let calls = 0;
  return {
    recomputePage: ({ after, limit }) => {
      calls += 1;
      if (failAt.includes(calls)) return Promise.reject(new Error('the database is away'));
      const page = tickets.filter((id) => id > after).slice(0, limit);
      seen.push(...page);
      const count = (n: number): number => page.filter((id) => Number(id.slice(1)) % n === 0).length;
      return Promise.resolve({ checked: page.length, moved: count(3), earlier: count(5), after: page.at(-1) ?? after, last: page.length < limit });
    },
  };
};

const workerWith = (taskQueue: string, activities: RecomputeActivities): Promise<Worker> =>
  Worker.create({
    connection: env.nativeConnection, namespace, taskQueue, activities, workflowBundle: { code }, maxCachedWorkflows: 0,
  });

const start = (taskQueue: string) => env.client.workflow.start(recomputeClocksType, { taskQueue, workflowId: `calendar-${taskQueue}`, args: [input] });

describe('the batch that brings a calendar to open tickets', () => {
  it('goes through them in pages, each ticket once, so many a second, and says how far it is', async () => {
    const queue = randomUUID();
    const seen: string[] = [];
    const worker = await workerWith(queue, pages(seen));
    const handle = await start(queue);
    const result = (await worker.runUntil(handle.result())) as RecomputeProgress;
    expect(result).toEqual({ checked: 25, moved: 9, earlier: 5, after: 't24', done: true });
    expect(seen).toEqual(tickets);
    const history = await handle.fetchHistory();
    expect(history.events?.filter((event) => event.timerStartedEventAttributes).length).toBe(2);
    const later = await workerWith(queue, pages([]));
    expect(await later.runUntil(handle.query<RecomputeProgress>(recomputeProgressQuery))).toEqual(result);
  }, 180_000);

  it('waits for what is away, and goes on behind the last page after its worker was killed', async () => {
    const queue = randomUUID();
    const [before, after]: [string[], string[]] = [[], []];
    const killed: { worker?: Worker } = {};
    const killing: RecomputeActivities = {
      recomputePage: async (page) => {
        const done = await pages(before).recomputePage(page);
        killed.worker?.shutdown();
        return done;
      },
    };
    const first = await workerWith(queue, killing);
    killed.worker = first;
    const handle = await start(queue);
    await first.run();
    const second = await workerWith(queue, pages(after, [1, 2]));
    expect(await second.runUntil(handle.result())).toMatchObject({ checked: 25, moved: 9, earlier: 5, done: true });
    expect([before, after]).toEqual([tickets.slice(0, 10), tickets.slice(10)]);
  }, 180_000);
});
