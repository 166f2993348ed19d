import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { ExtraProcess, FaultRun } from '../../src/fault/index.js';

const seed = 110;
const frozenMs = 15_000;

describe('intake is frozen while another one takes over, and thaws', () => {
  let run: FaultRun;
  let other: ExtraProcess;

  beforeAll(async () => {
    run = await FaultRun.open('frozen', seed);
    other = await (await ExtraProcess.intake(run.env, { ROLES: 'worker,relay,notices' })).ready();
  });

  afterAll(async () => {
    await run.operator.signal('intake', 'SIGCONT');
    await other.stop();
    await run.close();
  });

  it('refuses what it completes late: no effect is there twice', async () => {
    expect(await run.bringIn(8)).toBe(8);
    run.work();
    await run.busy(3);
    await delay(run.random.int(0, 60));
    await run.operator.signal('intake', 'SIGSTOP');
    await delay(frozenMs);
    await run.operator.signal('intake', 'SIGCONT');
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(await run.pendingCommands()).toBe(0);
  });
});
