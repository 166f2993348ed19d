import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@mendline/testing';
import { drawPlanOf, kindOf } from '../demo/plan.js';
import { FaultRun, type Operator } from '../fault/index.js';
import type { LongOptions } from './long.options.js';
import { figuresOf, type LongResult, type Say } from './long.result.js';

/** Tickets that begin together; the next ones come a little later. */
const wave = 10;
const waveEveryMs = 5_000;
const longestMs = 3_600_000;

interface Fault {
  readonly what: string;
  readonly inject: (operator: Operator) => Promise<void>;
}

const killed = (name: string, downMs = 0): Fault => ({ what: `kill -9 of ${name}${downMs > 0 ? ` for ${downMs / 1000} s` : ''}`, inject: (operator) => operator.kill(name, downMs) });

const frozen = (name: string, ms: number): Fault => ({
  what: `${name} frozen for ${ms / 1000} s`,
  inject: async (operator) => {
    await operator.signal(name, 'SIGSTOP');
    await delay(ms);
    await operator.signal(name, 'SIGCONT');
  },
});

const drawFault = (random: Random): Fault => {
  const service = random.pick(['intake', 'dispatch', 'field-service', 'quality-analytics', 'gateway']);
  const seconds = random.int(3, 15) * 1000;
  return random.pick<Fault>([
    killed(service), killed(service, seconds), killed('intake'), killed('kafka', seconds), killed('temporal', seconds), frozen(service, seconds),
    { what: 'PostgreSQL stopped at once', inject: (operator) => operator.signal('postgres', 'SIGQUIT') },
  ]);
};

/** Tickets of all kinds with all that people do, while parts of the system are killed and frozen by the seed's choice. */
export const runChaos = async ({ count, seed, pause }: LongOptions, say: Say): Promise<LongResult> => {
  const run = await FaultRun.open('chaos', seed);
  let faults = 0;
  try {
    run.work();
    const arriving = arrive(run, count);
    const over = Promise.all([arriving, arriving.then(() => run.worked(longestMs))]).then(() => true);
    over.catch(() => undefined);
    for (;;) {
      if (await Promise.race([over, delay(run.random.int(1, pause) * 1000, false)])) break;
      const { what, inject } = drawFault(run.random);
      faults += 1;
      say(`${new Date().toISOString()} ${what}`);
      await inject(run.operator);
    }
    say('no more faults; checking');
    const verdict = await run.verdict();
    const pending = await run.pendingCommands();
    const problems = pending === 0 ? verdict.problems : [...verdict.problems, `${pending} commands without an outcome`];
    return { problems, figures: { tickets: run.tickets.length, faults, commands: run.actor.answered, ...figuresOf(verdict) } };
  } finally {
    await run.close();
  }
};

const arrive = async (run: FaultRun, count: number): Promise<void> => {
  for (let left = count; left > 0; left -= wave) {
    await run.bringIn(Math.min(wave, left), (random, n) => drawPlanOf(kindOf(count - left + n), random, left <= wave * 2));
    await delay(waveEveryMs);
  }
};
