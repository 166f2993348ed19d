import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNumbered, ExtraProcess, FaultRun, keepOnly, numberProblems, operationsOf, until, type NumberedTicket } from '../../src/fault/index.js';

const seed = 109;
/** `npm run long -- numbers` makes 10,000. */
const count = Number(process.env['FAULT_NUMBERS'] ?? 500);
const started = Math.min(200, Math.floor(count / 5));

describe('registrations by two intake processes while no relay runs', () => {
  let run: FaultRun;
  let second: ExtraProcess;
  let kept: readonly NumberedTicket[] = [];

  beforeAll(async () => {
    run = await FaultRun.open('numbers', seed);
    [second] = await Promise.all([ExtraProcess.intake(run.env, { ROLES: 'api' }).then((extra) => extra.ready()), run.operator.intakeAs('api')]);
  });

  afterAll(async () => {
    await second.stop();
    run.alone.push(...kept);
    await run.close();
  });

  it(`[A2-14] [A2-15] gives ${count} numbers, 64 at once, none twice and each in its form; ${started} of the tickets then live`, async () => {
    const urls = [`${run.env['INTAKE_URL'] ?? ''}/graphql`, `${second.url}/graphql`];
    const created = await createNumbered(run, { count, atOnce: 64, urls });
    expect(created).toHaveLength(count);
    expect(await numberProblems(run, created)).toEqual([]);

    kept = Array.from({ length: started }, (_, n) => created[Math.floor((n * count) / started)]).filter((ticket) => ticket !== undefined);
    await keepOnly(run, created, kept);
    await run.operator.wholeIntake();
    await until('they live', 120_000, async () => (await run.ledger.owed()).outbox === 0, 500);
    const verdict = await run.judge(kept, operationsOf(kept));
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
  });
});
