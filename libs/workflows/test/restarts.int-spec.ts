import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandAnswer, TicketCommand } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { aCommand } from '@mendline/testing/ticket';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../scripts/bundler.js';
import { aFitting } from './support/fitting.js';
import type { Life, Lives } from './support/lives.js';
import { startLivesOnServer } from './support/real-server.js';
import { stopLives } from './support/time-skipping.js';

const reordered = fileURLToPath(new URL('./support/reordered.workflow.ts', import.meta.url));

/** As `/ops/status` of intake counts `failingTasks`. */
const failing = `ExecutionStatus = 'Running' and TemporalReportedProblems is not null`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const patienceMs = 90_000;
let lives: Lives;

beforeAll(async () => {
  lives = await startLivesOnServer();
}, 90_000);

afterAll(() => stopLives(lives));

/** Sends until there is an answer, as a relay does: whatever the engine says of itself meanwhile settles nothing. */
const deliver = async (life: Life, command: TicketCommand): Promise<CommandAnswer> => {
  for (;;) {
    try {
      return await life.send(command);
    } catch (error) {
      if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) throw error;
      await pause(250);
    }
  }
};

describe('a deploy that breaks the order of steps under an open ticket', () => {
  it('fails its tasks and shows it, loses no command, and is healed by the former code', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const countFailing = async (): Promise<number> => (await lives.client.count(failing)).count;
    expect(await countFailing()).toBe(0);

    await lives.deploy(reordered);
    const before = life.row.seq;
    const answer = deliver(life, aFitting('answer', life.row));
    await eventually(countFailing, (count) => count === 1, patienceMs);

    expect(life.row.seq).toBe(before);
    expect((await lives.client.getHandle(life.workflowId).describe()).status.name).toBe('RUNNING');

    await lives.deploy();
    expect(await answer).toMatchObject({ state: 'DONE', status: 'answered' });
    await life.reaches('supervisor-reviewed');
    await eventually(countFailing, (count) => count === 0, patienceMs);
    expect(life.recorded.filter((name) => name === 'answer')).toHaveLength(1);
  }, 180_000);
});

describe('a recording that takes longer than its task', () => {
  it('leaves a history that replays, though the clocks had to be looked at meanwhile', async () => {
    lives.taskTimeout = '1s';
    const life = await (await lives.ticket()).reaches('contacted');
    const expectedEnd = new Date(Date.now() + 1_500).toISOString();
    await life.send(aCommand('hold', { expectedEnd }, { receivedAt: new Date().toISOString() }));
    lives.intake.beforeRecording = ({ command }) => (command.name === 'link' ? pause(3_000) : undefined);
    expect(await life.send(aCommand('link'))).toMatchObject({ state: 'DONE' });
    await life.until(({ flow }) => flow.hold === null);
    const history = await lives.client.getHandle(life.workflowId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: { code: await bundleWorkflows('source', { encodeFailures: false }) }, replayName: 'slow' }, history);
  }, 120_000);
});
