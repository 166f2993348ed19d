import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandAnswer, TicketCommand } from '@mendline/contracts/ticket';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { aFitting } from './support/fitting.js';
import { eventually } from './support/lives.js';
import type { Life, Lives } from './support/lives.js';
import { startLivesOnServer } from './support/real-server.js';
import { stopLives } from './support/time-skipping.js';

const reordered = fileURLToPath(new URL('./support/reordered.workflow.ts', import.meta.url));

/** As `/ops/status` of intake counts `failingTasks`. */
const failing = `ExecutionStatus = 'Running' and TemporalReportedProblems is not null`;

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
      await new Promise((resolve) => setTimeout(resolve, 250));
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
    await eventually(async () => (await countFailing()) === 1, () => 'no failing task is shown', patienceMs);

    expect(life.row.seq).toBe(before);
    expect((await lives.client.getHandle(life.workflowId).describe()).status.name).toBe('RUNNING');

    await lives.deploy();
    expect(await answer).toMatchObject({ state: 'DONE', status: 'answered' });
    await life.reaches('supervisor-reviewed');
    await eventually(async () => (await countFailing()) === 0, () => 'the ticket is still shown as failing', patienceMs);
    expect(life.recorded.filter((name) => name === 'answer')).toHaveLength(1);
  }, 180_000);
});
