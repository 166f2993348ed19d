import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom, type Random } from '@mendline/testing';
import type { Operation, RunVerdict } from '../checker/index.js';
import { drawPlanOf, holdingAtMost, kindOf, type LifePlan } from '../demo/plan.js';
import { defaultInput } from '../demo/options.js';
import { readRequests } from '../demo/request.source.js';
import { tallyOf, type Tally } from '../demo/tally.js';
import { countTurns, type TurnCounts } from '../demo/turn.check.js';
import { dealTurns, turnBlock, turnedPlan, type Turn } from '../demo/turn.plan.js';
import { FaultRun } from './fault.run.js';
import { Havoc, type HavocPace } from './havoc.js';

/** What a run with kills is asked to do. */
export interface ChaosOptions extends HavocPace {
  readonly tickets: number;
  readonly seed: number;
  /** So many of them, the last to come in, have short lives: then the end is not waited for long. From 0 to 1. */
  readonly shortShare: number;
  /** Turns beside the route that are dealt to the others. */
  readonly turns: readonly Turn[];
  /** People must be done with every ticket within this time, in milliseconds. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface ChaosResult {
  readonly verdict: RunVerdict;
  readonly tally: Tally;
  readonly turns: TurnCounts;
  /** What was broken, in order. */
  readonly faults: readonly string[];
  readonly tickets: number;
  readonly tenants: ReadonlySet<string>;
  readonly commands: number;
  /** Seconds that people worked while things broke; the check comes after. */
  readonly seconds: number;
}

/** Tickets that begin together; the next ones come a little later. */
const wave = 10;
const waveEveryMs = 5_000;
const longestHold = 18;

/** Turns that are done by commands alone: messages and their links, and whoever is on call, take time that is lost when things break. */
export const chaosTurns: readonly Turn[] = ['reopened', 'merged', 'split', 'kind-changed', 'several-devices', 'handed-over', 'moved'];

/** As in the demonstration, but that nobody puts anything off to another day: the run waits for the end of every life. */
const drawPlan = (n: number, random: Random, short: boolean, turn: Turn | undefined): LifePlan => {
  if (turn) return turnedPlan(turn, random);
  const plan = drawPlanOf(kindOf(n), random, short);
  return holdingAtMost(longestHold, plan);
};

/** The demonstration's tickets and people while every process is killed and frozen by the seed's choice; in the end everything is compared. */
export const runChaos = async ({ tickets, seed, shortShare, turns, limitMs, say, ...pace }: ChaosOptions): Promise<ChaosResult> => {
  const run = await FaultRun.open('chaos', seed);
  const havoc = new Havoc(run.operator, seededRandom(seed + 1), pace, say);
  const began = Date.now();
  try {
    run.work();
    const shortFrom = tickets * (1 - shortShare);
    const turned = dealTurns(seededRandom(seed + 2), { from: 0, to: shortFrom, kindOf }, turns, Math.min(turnBlock, Math.floor(shortFrom)));
    const arriving = arrive(run, tickets, shortFrom, turned);
    await havoc.until(Promise.all([arriving, arriving.then(() => run.worked(limitMs))]));
    await havoc.healed();
    const seconds = (Date.now() - began) / 1000;
    say(`${new Date().toISOString()} no more faults; checking`);
    await run.adoptUnanswered();
    const verdict = await run.verdict();
    const pending = await run.pendingCommands();
    const problems = [...verdict.problems, ...uncoded(run.actor.log.operations), ...(pending === 0 ? [] : [`${pending} commands without an outcome`])];
    const evidence = await run.evidenceOf(run.tickets);
    return { verdict: { ...verdict, problems }, tally: tallyOf(evidence, 0), turns: countTurns(evidence), faults: havoc.done, tickets: run.tickets.length + run.alone.length, tenants: new Set(run.tickets.map(({ tenant }) => tenant)), commands: run.actor.answered, seconds };
  } finally {
    await run.close();
  }
};

/** Whatever breaks, a service says so by a code that a client can go by: it tries again, or it is told why not. */
const uncoded = (operations: readonly Operation[]): string[] =>
  operations.filter(({ code }) => code === 'internal.error').map(({ type, opId }) => `${type} ${opId} was answered by an error that nobody foresaw`);

const arrive = async (run: FaultRun, count: number, shortFrom: number, turned: ReadonlyMap<number, Turn>): Promise<void> => {
  const requests = await readRequests(defaultInput, count, run.random);
  for (let from = 0; from < count; from += wave) {
    await run.bringInRequests(requests.slice(from, from + wave), (random, n) => drawPlan(from + n, random, from + n >= shortFrom, turned.get(from + n)));
    await delay(waveEveryMs);
  }
};
