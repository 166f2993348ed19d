import { createNumbered, ExtraProcess, FaultRun, keepOnly, numberProblems, operationsOf, until } from '../fault/index.js';
import type { LongOptions } from './long.options.js';
import { figuresOf, type LongResult, type Say } from './long.result.js';

const started = 200;

/** Registrations by two processes of intake, 64 at once, no relay; then 200 of them live and are checked. */
export const runNumbers = async ({ count, seed }: LongOptions, say: Say): Promise<LongResult> => {
  const run = await FaultRun.open('long-numbers', seed);
  await run.operator.intakeAs('api');
  const second = await (await ExtraProcess.intake(run.env, { ROLES: 'api' })).ready();
  try {
    say(`${count} registrations, 64 at once, by two processes without a relay`);
    const began = Date.now();
    const created = await createNumbered(run, { count, atOnce: 64, urls: [`${run.env['INTAKE_URL'] ?? ''}/graphql`, `${second.url}/graphql`] });
    const seconds = (Date.now() - began) / 1000;
    say(`${created.length} in ${seconds.toFixed(1)} s, ${(created.length / seconds).toFixed(1)} a second`);
    const problems = await numberProblems(run, created);
    const kept = created.filter((_, n) => n % Math.max(1, Math.floor(count / started)) === 0).slice(0, started);
    run.alone.push(...kept);
    await keepOnly(run, created, kept);
    await run.operator.wholeIntake();
    await until('they live', 300_000, async () => (await run.ledger.owed()).outbox === 0, 500);
    say(`${kept.length} of them live; checking`);
    const verdict = await run.judge(kept, operationsOf(kept));
    return { problems: [...problems, ...verdict.problems], figures: { created: created.length, seconds, started: kept.length, ...figuresOf(verdict) } };
  } finally {
    await second.stop();
    await run.close();
  }
};
