import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadlineDrill } from '../../src/deadlines/index.js';
import { FaultRun } from '../../src/fault/index.js';

const seed = 111;
/** `npm run long -- deadlines` has 1,000, and a minute. */
const count = 60;

describe('deadlines are due while every worker is down', () => {
  let run: FaultRun;
  let drill: DeadlineDrill;

  beforeAll(async () => {
    run = await FaultRun.open('workers-down', seed);
    drill = await DeadlineDrill.prepare(run);
  });

  afterAll(async () => {
    await drill.close();
    await run.close();
  });

  it('raises each level once, in order per ticket, and tells of each once', async () => {
    const { problems, verdict } = await drill.fire({ count, downMs: 5_000, leadMs: 8_000 });
    expect(problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(verdict.escalationsRaised).toBeGreaterThanOrEqual(count * 2);
  });
});
