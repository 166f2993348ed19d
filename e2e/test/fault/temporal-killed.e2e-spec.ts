import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { rushPlan } from '../../src/demo/plan.js';
import { FaultRun, until } from '../../src/fault/index.js';

const seed = 105;
const downMs = 14_000;
const answerLimitMs = 6_000;

describe('the Temporal server is killed for some seconds', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('temporal-killed', seed);
  });

  afterAll(() => run.close());

  it('answers PENDING in time, carries the commands out in order, and fires overdue timers once', async () => {
    const late = { ...rushPlan, review: { ...rushPlan.review, delay: 30 } };
    expect(await run.bringIn(3, () => late)).toBe(3);
    const registered = Date.now();
    const [first] = run.tickets.filter(({ tenant }) => tenant === run.team.tenant);
    if (!first) throw new Error('the seed gives the first tenant a ticket');
    await until('their lives have begun', 30_000, async () => (await Promise.all(run.tickets.map(({ id }) => run.engine.runsOf(id)))).every(({ length }) => length > 0));
    run.work();
    await delay(registered + 5_000 - Date.now());

    await run.operator.kill('temporal', downMs);
    const keys = ['a', 'b', 'c'].map((letter) => `temporal-${registered}-${letter}`);
    const priorities = ['high', 'low', 'high'] as const;
    const asked: Promise<{ readonly state: string; readonly inTime: boolean }>[] = [];
    for (const [n, key] of keys.entries()) {
      asked.push(askPriority(run, { key, ticketId: first.id, priority: priorities[n] ?? 'high' }));
      await until('it is journaled before the next one is sent', answerLimitMs, async () => (await run.ledger.count('select count(*) from commands where command_id = $1', [key])) === 1);
    }
    expect(await Promise.all(asked)).toEqual(keys.map(() => ({ state: 'PENDING', inTime: true })));

    await run.operator.ready('temporal');
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    // The review of each was due while the server was down.
    expect(verdict.escalationsRaised).toBeGreaterThanOrEqual(3);
    const recorded = (await run.ledger.recordedCommands([first.id])).get(first.id) ?? [];
    expect(recorded.filter((id) => keys.includes(id))).toEqual(keys);
  });
});

const askPriority = async (run: FaultRun, { key, ...input }: { readonly key: string; readonly ticketId: string; readonly priority: string }): Promise<{ state: string; inTime: boolean }> => {
  const began = Date.now();
  const { state } = await run.system.commands.send(run.team.one('supervisor'), 'changePriority', key, input);
  return { state, inTime: Date.now() - began < answerLimitMs };
};
