import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultRun, servicesOf, until } from '../../src/fault/index.js';

const seed = 104;
const downMs = 20_000;

describe('Kafka is killed for 20 s', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('kafka-killed', seed);
  });

  afterAll(() => run.close());

  it('lets mutations go on, keeps the facts, sends them afterwards, and the consumers come back by themselves', async () => {
    expect(await run.bringIn(4)).toBe(4);
    run.work();
    await run.busy(1);
    const before = servicesOf(await run.operator.processes());
    const killedAt = Date.now();
    await run.operator.kill('kafka', downMs);
    expect(await run.bringIn(4)).toBe(4);
    await delay(killedAt + downMs - 2_000 - Date.now());
    const settled = run.actor.log.operations.filter(({ settledAt, result }) => Date.parse(settledAt) > killedAt + 1_000 && result === 'ok');
    expect(settled.length).toBeGreaterThanOrEqual(8);
    expect((await run.ledger.owed()).facts).toBeGreaterThanOrEqual(settled.length);

    await run.operator.ready('kafka');
    await until('the facts are sent', 60_000, async () => (await run.ledger.owed()).facts === 0);
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(servicesOf(await run.operator.processes())).toEqual(before);
  });
});
