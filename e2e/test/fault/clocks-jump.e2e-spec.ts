import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultRun, servicesOf } from '../../src/fault/index.js';

const seed = 112;
/** Their wall clocks jump on SIGUSR2: ten minutes ahead, ten minutes behind, right again. `npm test` starts each in another time zone. */
const services = ['intake', 'dispatch', 'field-service', 'quality-analytics'];

describe('the wall clocks of all services jump by ten minutes and back while people work', () => {
  let run: FaultRun;
  let jumps = 0;

  const jump = async (): Promise<void> => {
    await Promise.all(services.map((name) => run.operator.signal(name, 'SIGUSR2')));
    jumps += 1;
  };

  beforeAll(async () => {
    run = await FaultRun.open('clocks-jump', seed);
  });

  afterAll(async () => {
    while (jumps < 3) await jump();
    await run.close();
  });

  it('raises what is due by the database alone, nothing early, and moves no due instant', async () => {
    const before = servicesOf(await run.operator.processes());
    await jump();
    expect(await run.bringIn(4)).toBe(4);
    run.work();
    await run.busy(3);
    await jump();
    expect(await run.bringIn(4)).toBe(4);
    await run.worked();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(await run.pendingCommands()).toBe(0);
    // A service without that clock would have ended by the signal.
    expect(servicesOf(await run.operator.processes())).toEqual(before);
  });
});
