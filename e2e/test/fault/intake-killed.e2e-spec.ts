import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { ExtraProcess, FaultRun } from '../../src/fault/index.js';

const seed = 101;

describe('intake is killed with commands under way', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('intake-killed', seed);
  });

  afterAll(() => run.close());

  it('[A2-20] keeps what it answered, ends what was pending, and has every effect once', async () => {
    expect(await run.bringIn(10)).toBe(10);
    run.work();
    for (let kills = 0; kills < 2; kills += 1) {
      await run.busy(3);
      await delay(run.random.int(0, 60));
      await run.operator.kill('intake');
      await run.operator.ready('intake');
      await delay(run.random.int(1_000, 3_000));
    }
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(await run.pendingCommands()).toBe(0);
  });

  it('carries out a command that was journaled when the process died before sending it', async () => {
    const { id } = await run.register();
    const dying = await (await ExtraProcess.intake(run.env, { ROLES: 'api', MENDLINE_FAILPOINT: 'command.after-journal' })).ready();
    const leader = run.team.one('csr-leader');
    const key = `${run.runId}-review`;
    const review = { ticketId: id, decision: 'ACCEPT' } as const;
    await expect(run.impatient(`${dying.url}/graphql`).send(leader, 'reviewTicket', key, review)).rejects.toThrow('fetch failed');
    expect(await dying.exit()).toEqual({ code: null, signal: 'SIGKILL' });

    expect(await run.system.commands.settle(leader, 'reviewTicket', key, review)).toMatchObject({ commandId: key, state: 'DONE', code: null });
    expect((await run.ledger.recordedCommands([id])).get(id)?.filter((command) => command === key)).toEqual([key]);
  });
});
