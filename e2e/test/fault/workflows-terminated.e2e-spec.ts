import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { drawPlan, rushPlan } from '../../src/demo/plan.js';
import { ExtraProcess, FaultRun, until } from '../../src/fault/index.js';

const seed = 107;

describe('all open workflows are terminated', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('terminated', seed);
  });

  afterAll(() => run.close());

  it('goes on with every ticket after npm run reconcile: clocks as before, no escalation twice', async () => {
    // Nobody comes back to these for a while: no command wakes them, and their reviews are late before and after.
    const idle = { ...rushPlan, review: { ...rushPlan.review, delay: 45 } };
    expect(await run.bringIn(4, () => idle)).toBe(4);
    const idleIds = run.tickets.map(({ id }) => id);
    expect(await run.bringIn(6, (random) => drawPlan(random, true))).toBe(6);
    run.work();
    await until('the late ones have escalated once', 90_000, async () => (await escalations(run, idleIds)) >= idleIds.length);
    await delay(3_000);

    expect(await run.engine.terminateAll()).toBeGreaterThanOrEqual(idleIds.length);
    for (const id of idleIds) expect(await run.engine.runsOf(id)).toEqual(['TERMINATED']);
    const report = await ExtraProcess.reconcile(run.env);
    expect(report.started).toBeGreaterThanOrEqual(idleIds.length);
    for (const id of idleIds) expect((await run.engine.runsOf(id)).sort()).toEqual(['RUNNING', 'TERMINATED']);
    expect(await ExtraProcess.reconcile(run.env)).toMatchObject({ started: 0 });

    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    // The second level of the late reviews came after the new start.
    expect(await escalations(run, idleIds)).toBeGreaterThan(idleIds.length);
  });
});

const escalations = (run: FaultRun, ids: readonly string[]): Promise<number> =>
  run.ledger.count('select count(*) from (select distinct ticket_id, target, round, level from escalations where ticket_id = any($1)) raised', [ids]);
