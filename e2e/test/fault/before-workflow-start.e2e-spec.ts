import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExtraProcess, FaultRun, until } from '../../src/fault/index.js';

const seed = 102;

describe('intake is killed between commit and workflow start', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('before-start', seed);
  });

  afterAll(() => run.close());

  it('[A2-20] has no ticket without a workflow once a relay runs, whoever died before and after the start', async () => {
    await run.operator.intakeAs('api');
    expect(await run.bringIn(5)).toBe(5);
    await run.operator.kill('intake');
    const ids = run.tickets.map(({ id }) => id);
    expect((await Promise.all(ids.map((id) => run.engine.runsOf(id)))).flat()).toEqual([]);
    expect(await waitingStarts(run, ids)).toBe(5);

    // A relay that dies when the engine has taken its first start and the row is not marked yet.
    const relay = await ExtraProcess.intake(run.env, { ROLES: 'relay', MENDLINE_FAILPOINT: 'relay.after-delivery' });
    expect(await relay.exit()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await waitingStarts(run, ids)).toBe(5);

    await run.operator.wholeIntake();
    await until('every start is delivered', 60_000, async () => (await waitingStarts(run, ids)) === 0);
    run.work();
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    for (const id of ids) expect(await run.engine.runsOf(id)).toHaveLength(1);
  });
});

const waitingStarts = (run: FaultRun, ids: readonly string[]): Promise<number> =>
  run.ledger.count(`select count(*) from outbox where kind = 'temporal.start' and delivered_at is null and key = any($1)`, [ids]);
