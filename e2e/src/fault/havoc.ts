import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@mendline/testing';
import type { Operator } from './operator.js';
import { until } from './until.js';

/** How often and for how long things break. */
export interface HavocPace {
  /** Seconds between two faults, at most. */
  readonly pause: number;
  /** Seconds that a part is away or frozen, at most. */
  readonly down: number;
  /** So many things break at most; no end when it is absent. The first eight are one of every process. */
  readonly most?: number;
}

/** One thing that breaks. */
export interface Fault {
  readonly what: string;
  readonly inject: (operator: Operator) => Promise<void>;
}

const services = ['intake', 'dispatch', 'field-service', 'quality-analytics', 'gateway'] as const;
const engines = ['kafka', 'temporal', 'postgres'] as const;
const shortestDown = 2;
/** So many parts may be away at once: with more nothing happens that could go wrong. */
const mostAway = 2;
const longestComebackMs = 300_000;

const killed = (name: string, seconds = 0): Fault => ({
  what: `kill -9 of ${name}${seconds > 0 ? ` for ${seconds} s` : ''}`, inject: (operator) => operator.kill(name, seconds * 1000),
});

const frozen = (name: string, seconds: number): Fault => ({
  what: `${name} frozen for ${seconds} s`,
  inject: async (operator) => {
    await operator.signal(name, 'SIGSTOP');
    await delay(seconds * 1000);
    await operator.signal(name, 'SIGCONT');
  },
});

const restarted = (name: string): Fault => ({ what: `${name} restarted in order`, inject: (operator) => operator.restart(name) });

const stoppedAtOnce: Fault = { what: 'PostgreSQL stopped at once', inject: (operator) => operator.signal('postgres', 'SIGQUIT') };

const shuffled = <T>(items: readonly T[], random: Random): T[] => {
  const left = [...items];
  return items.map(() => left.splice(random.int(0, left.length - 1), 1)[0] as T);
};

/** The ways in which each process can be broken. */
const waysOf = (random: Random, longest: number): readonly (readonly Fault[])[] => {
  const seconds = (): number => random.int(shortestDown, Math.max(shortestDown, longest));
  return [
    ...services.map((name) => [killed(name), killed(name, seconds()), frozen(name, seconds()), restarted(name)]),
    ...engines.map((name) => [killed(name, seconds()), name === 'postgres' ? stoppedAtOnce : killed(name, seconds())]),
  ].map((ways) => shuffled(ways, random));
};

/** Faults in an order by chance: every process in some way before any of them in another, until each was broken in all its ways. */
export const drawFaults = (random: Random, longest: number): Fault[] => {
  const ways = waysOf(random, longest);
  const rounds = Math.max(...ways.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => shuffled(ways.flatMap((own) => own[round] ?? []), random)).flat();
};

/** Breaks the processes of a running system one after the other, in an order of the seed's, everything once before anything comes again. */
export class Havoc {
  /** What was broken, in order. */
  readonly done: string[] = [];
  private left: Fault[] = [];

  constructor(
    private readonly operator: Operator,
    private readonly random: Random,
    private readonly pace: HavocPace,
    private readonly say: (line: string) => void,
  ) {}

  /** Breaks things until something else is over; rejects with what it rejects with. */
  async until(over: Promise<unknown>): Promise<void> {
    const settled = over.then(() => true);
    settled.catch(() => undefined);
    const { pause, most = Infinity } = this.pace;
    while (this.done.length < most && !(await Promise.race([settled, delay(this.random.int(1, pause) * 1000, false)]))) await this.breakOne();
    await settled;
  }

  /** Resolves when every process serves again; throws with the one that does not. */
  async healed(): Promise<void> {
    for (const name of [...engines, ...services]) await this.operator.ready(name);
  }

  private async breakOne(): Promise<void> {
    await until('all but one serve again', longestComebackMs, async () => (await this.away()).length < mostAway, 300);
    if (this.left.length === 0) this.left = drawFaults(this.random, this.pace.down);
    const fault = this.left.shift();
    if (!fault) return;
    this.say(`${new Date().toISOString()} ${fault.what}`);
    this.done.push(fault.what);
    await fault.inject(this.operator);
  }

  private async away(): Promise<string[]> {
    const ours: readonly string[] = [...engines, ...services];
    return (await this.operator.processes()).filter(({ name, state }) => ours.includes(name) && state !== 'ready').map(({ name }) => name);
  }
}
