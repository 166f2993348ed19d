import { chaosTurns, runChaos as runWithKills } from '../fault/index.js';
import type { LongOptions } from './long.options.js';
import { figuresOf, type LongResult, type Say } from './long.result.js';

const longestMs = 3_600_000;
const longestDown = 15;

/** Tickets of all kinds with all that people do, while parts of the system are killed and frozen by the seed's choice. */
export const runChaos = async ({ count, seed, pause }: LongOptions, say: Say): Promise<LongResult> => {
  const { verdict, tally, turns, tickets, faults, commands } = await runWithKills({ tickets: count, seed, pause, down: longestDown, shortShare: 0.2, turns: chaosTurns, limitMs: longestMs, say });
  return { problems: verdict.problems, figures: { tickets, faults: faults.length, commands, ...tally, ...turns, ...figuresOf(verdict) } };
};
