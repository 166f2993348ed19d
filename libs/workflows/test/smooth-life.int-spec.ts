import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Lives } from './support/lives.js';
import { hours, startTimeSkipping } from './support/time-skipping.js';

let env: TestWorkflowEnvironment;
let lives: Lives;

beforeAll(async () => {
  env = await startTimeSkipping();
  lives = await Lives.start(env);
}, 60_000);

afterAll(async () => {
  await lives.stop();
  await env.teardown();
});

describe('a smooth life', () => {
  it('goes from registration to the archive', async () => {
    const life = await lives.ticket();
    await life.reaches('supervisor-reviewed');
    expect(life.row.flow.deadline).toMatchObject({ kind: 'archive' });
    await env.sleep(hours(2));
    await env.client.workflow.getHandle(life.workflowId).result();
    expect(life.row.status).toBe('archived');
    expect(life.recorded).toEqual([
      'review', 'propose-owner', 'accept-offer', 'contact', 'finish-remote', 'answer', 'tell-result', 'confirm', 'return-visit', 'supervisor-review', 'pass-deadline',
    ]);
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual(['accepted']);
    expect(lives.fieldService.sessions.get(life.sessionId)).toBe('solved');
  }, 60_000);
});
