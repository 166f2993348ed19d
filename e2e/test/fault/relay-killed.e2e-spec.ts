import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExtraProcess, FaultRun, until } from '../../src/fault/index.js';

const seed = 103;

describe('the relay is killed after sending and before marking', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('relay-killed', seed);
  });

  afterAll(() => run.close());

  it('sends again; timeline and quality analysis have every fact once', async () => {
    await run.operator.intakeAs('api,worker,notices');
    expect(await run.bringIn(5)).toBe(5);
    const ids = run.tickets.map(({ id }) => id);
    const logged = await factsOf(run, ids, 'fact_log');
    expect(logged).toBeGreaterThanOrEqual(5);

    const relay = await ExtraProcess.intake(run.env, { ROLES: 'relay', MENDLINE_FAILPOINT: 'relay.after-send' });
    expect(await relay.exit()).toEqual({ code: null, signal: 'SIGKILL' });
    await until('the facts that were sent have arrived', 60_000, async () => (await run.ledger.count('select count(*) from ticket_timeline where ticket_id = any($1)', [ids])) >= logged);
    expect(await factsOf(run, ids, 'fact_outbox')).toBeGreaterThanOrEqual(logged);

    await run.operator.wholeIntake();
    run.work();
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
  });
});

/** Facts of these tickets in the log, or those of them that are not marked as sent. */
const factsOf = (run: FaultRun, ids: readonly string[], table: 'fact_log' | 'fact_outbox'): Promise<number> =>
  run.ledger.count(`select count(*) from ${table} where key = any($1)`, [ids]);
