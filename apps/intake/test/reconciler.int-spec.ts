import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ticketWorkflowId } from '@mendline/contracts/ids';
import { Database } from '@mendline/platform/database';
import { CancelledFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createReconcileActivities } from '../src/lifecycle/reconciler.activities.js';
import { ReconcilerService } from '../src/lifecycle/reconciler.service.js';
import { ownNamespace } from './support/own.namespace.js';
import { register } from './support/requests.js';
import { startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(240_000);

let intake: RunningIntake;
let server: Awaited<ReturnType<typeof ownNamespace>>;
let reconciler: ReconcilerService;
let tickets: string[] = [];

const lose = async (ticketId: string): Promise<void> => {
  await server.temporal.workflow.getHandle(ticketWorkflowId(ticketId)).terminate('lost');
};

const runOf = async (ticketId: string): Promise<string> => (await server.temporal.workflow.getHandle(ticketWorkflowId(ticketId)).describe()).runId;

beforeAll(async () => {
  [intake, server] = await Promise.all([startIntake(), ownNamespace()]);
  reconciler = new ReconcilerService(intake.app.get(Database, { strict: false }), server.temporal);
  for (let n = 0; n < 3; n += 1) tickets.push(await register(intake));
  tickets = tickets.sort();
});

afterAll(async () => {
  await server.temporal.close();
  await intake.close();
});

describe('the reconciler', () => {
  it('leaves tickets to the relay that has not started them yet', async () => {
    expect(await reconciler.reconcile()).toEqual({ checked: 0, started: 0 });
    await intake.sql(`update outbox set delivered_at = now() where kind = 'temporal.start'`);
  });

  it('starts the workflow of every open ticket that has none', async () => {
    expect(await reconciler.countWithoutWorkflow()).toBe(3);
    expect(await reconciler.reconcile()).toEqual({ checked: 3, started: 3 });
    expect(await reconciler.reconcile()).toEqual({ checked: 3, started: 0 });
  });

  it('gives a lost workflow back, and the others keep theirs', async () => {
    const [lost = '', ...kept] = tickets;
    const before = await Promise.all(kept.map(runOf));
    await lose(lost);
    expect(await reconciler.reconcile()).toEqual({ checked: 3, started: 1 });
    expect(await Promise.all(kept.map(runOf))).toEqual(before);
    expect(await reconciler.countWithoutWorkflow()).toBe(0);
  });

  it('as the activity of its schedule, rests after asking, and says how far it has come', async () => {
    const environment = new MockActivityEnvironment();
    const heard = jest.fn();
    environment.on('heartbeat', heard);
    await lose(tickets[0] ?? '');
    expect(await environment.run(createReconcileActivities(reconciler).reconcileOpenTickets)).toEqual({ checked: 3, started: 1 });
    expect(heard.mock.calls).toEqual([[{ checked: 0, started: 0 }], [{ checked: 3, started: 1 }]]);
  });

  it('as an activity, ends its rest when its worker stops', async () => {
    const environment = new MockActivityEnvironment();
    environment.on('heartbeat', () => environment.cancel('WORKER_SHUTDOWN'));
    await expect(environment.run(createReconcileActivities(reconciler).reconcileOpenTickets)).rejects.toThrow(CancelledFailure);
  });
});
