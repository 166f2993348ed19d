import { beforeAll, describe, expect, it } from '@jest/globals';
import { runChaos, type ChaosResult } from '../../src/fault/index.js';

const tickets = 40;
const processes = 8;

/** Those that take no longer than other lives; the long run has the others, too. */
const turns = ['merged', 'split', 'handed-over'] as const;

/** A third of the requests, and of fifteen one service and one quality complaint: see `kindOf`. */
const repairs = 13;
const complaints = 5;

describe('a day of forty tickets while every process is killed, frozen and restarted', () => {
  let result: ChaosResult;

  beforeAll(async () => {
    result = await runChaos({ tickets, seed: 120, pause: 6, down: 4, most: processes, shortShare: 0.6, turns, limitMs: 240_000, say: () => undefined });
  }, 300_000);

  it('has real requests of both tenants, a third of them repairs with visits, and complaints; every one of them ends', () => {
    expect(result).toMatchObject({ tenants: new Set(['huaxin', 'borealis']), tally: { complaints } });
    expect(result.tickets).toBeGreaterThanOrEqual(tickets);
    expect(result.tally.repairs).toBeGreaterThanOrEqual(repairs);
    expect(result.tally.visits).toBeGreaterThan(0);
  });

  it('has tickets that are split, merged, or handed over with others', () => {
    const { split, merged, handedOver } = result.turns;
    expect(split + merged + handedOver).toBeGreaterThan(0);
  });

  it('loses nothing and doubles nothing: record, rows, workflows, facts and quality analysis agree, and no answer is without a code', () => {
    const { problems, lost, duplicates } = result.verdict;
    expect(problems).toEqual([]);
    expect({ lost, duplicates }).toEqual({ lost: 0, duplicates: 0 });
  });

  it('raises what the separate calculation says is due, and nothing else', () => {
    const { escalationsDue, escalationsRaised } = result.verdict;
    expect(escalationsRaised).toBe(escalationsDue);
  });

  it('broke every process', () => {
    expect(result.faults).toHaveLength(processes);
  });
});
