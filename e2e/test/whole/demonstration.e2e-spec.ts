import { beforeAll, describe, expect, it } from '@jest/globals';
import { Board } from '../../src/demo/board.js';
import { Demonstration, type DemoResult } from '../../src/demo/demonstration.js';
import { readOptions } from '../../src/demo/options.js';
import { connect } from '../../src/demo/system.js';

const tickets = 15;
const repairs = 5;

describe('a short demonstration by seed', () => {
  let result: DemoResult;

  beforeAll(async () => {
    const screen = { write: (): boolean => true };
    result = await new Demonstration(connect(process.env), readOptions(['--tickets', String(tickets), '--seed', '11', '--seconds', '60']), new Board(screen)).run();
  });

  it('brings real requests of both tenants in, a third of them repairs with visits, and complaints', () => {
    expect(result).toMatchObject({ tickets, tenants: new Set(['huaxin', 'borealis']), verdict: { repairs, complaints: 2 } });
    expect(result.verdict.visits).toBeGreaterThan(0);
  });

  it('loses nothing and doubles nothing: rows, workflows, facts and quality analysis agree', () => {
    const { problems, lost, duplicates } = result.verdict;
    expect(problems).toEqual([]);
    expect({ lost, duplicates }).toEqual({ lost: 0, duplicates: 0 });
  });

  it('raises what the separate calculation says is due, and nothing else', () => {
    const { escalationsDue, escalationsRaised } = result.verdict;
    expect(escalationsRaised).toBe(escalationsDue);
  });

  it('ends most lives, and what has not ended waits for something that has a name', () => {
    const { ended, held, waiting } = result.verdict;
    const open = [...waiting.values()].reduce((sum, count) => sum + count, 0);
    expect(ended + held + open).toBe(tickets);
    expect(ended).toBeGreaterThan(tickets / 2);
  });
});
