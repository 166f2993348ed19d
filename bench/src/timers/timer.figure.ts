import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { CpuMeter } from '../system/process.cpu.js';
import { growthWords, readSizes } from './growth.js';
import { readRaised, type Raised } from './escalations.reader.js';
import { registerDueAt, untilStarted } from './open.tickets.js';
import { percentile } from './percentile.js';

/** Tickets due at one instant, by which the drain rate is measured. */
const atOnce = 200;
const windowSeconds = 30;
const leadMs = 5_000;
const patienceMs = 120_000;
const farAwayMs = 24 * 3_600_000;
/** From so many open tickets on, as many of them fall due as the issue says, whatever the rate. */
const many = 10_000;
const dueOfMany = 3_000;

/**
 * How late escalations are on record while many tickets are open: first how fast escalations that are due at one instant are
 * raised, then due instants spread at half that rate.
 */
export const measureTimers = async (system: BenchSystem, { open }: BenchOptions, say: Say): Promise<Measurement> => {
  const database = await system.database('intake');
  try {
    const registrations = new Registrations(system.staff.regions);
    const before = await readSizes(system, database);
    const began = Date.now();
    await openFarAway(system, database, registrations, open, say);
    const openingSeconds = (Date.now() - began) / 1000;
    const growth = growthWords(before, await readSizes(system, database), open);
    const rate = drainRateOf(await fire(system, database, registrations, Math.min(atOnce, open), null));
    const count = open >= many ? dueOfMany : Math.max(10, Math.min(open, Math.floor((rate / 2) * windowSeconds)));
    say(`escalations drain at ${rate.toFixed(1)} per s; ${count} more, due at half that rate`);
    const meter = new CpuMeter(await system.parts());
    const lateness = (await fire(system, database, registrations, count, rate / 2)).map(({ dueAt, raisedAt }) => (raisedAt.getTime() - dueAt.getTime()) / 1000);
    return {
      figures: [
        {
          name: 'lateness of escalations, p99', unit: 's', ours: percentile(lateness, 0.99), goal: { atMost: 2 },
          details: { 'p50 s': percentile(lateness, 0.5), 'max s': Math.max(...lateness), 'open tickets': open, escalations: count, 'drain per s': rate, 'opened per s, each registered at intake': open / openingSeconds, ...growth },
        },
      ],
      cpu: [{ title: 'CPU while escalations are raised', units: count, unit: 'escalation', parts: meter.sinceStart() }],
    };
  } finally {
    await database.end();
  }
};

/** Tickets whose review is due in a day. They take the way of every ticket: registered at intake, begun by its relay. */
const openFarAway = async (system: BenchSystem, database: pg.Client, registrations: Registrations, open: number, say: Say): Promise<void> => {
  for (let done = 0; done < open; done += many / 2) {
    const some = Math.min(many / 2, open - done);
    await registerDueAt(system, registrations, Array.from({ length: some }, (_, n) => new Date(Date.now() + farAwayMs + n * 1000)));
    await untilStarted(database);
    say(`${done + some} of ${open} tickets are open`);
  }
};

/** Lets `count` tickets become due, all at one instant or `perSecond`, once their lives have begun, and answers what was raised. */
const fire = async (system: BenchSystem, database: pg.Client, registrations: Registrations, count: number, perSecond: number | null): Promise<Raised[]> => {
  const first = Date.now() + leadMs + (await preparingMs(system, database, registrations)) * count;
  const instants = Array.from({ length: count }, (_, n) => new Date(perSecond === null ? first : first + (n * 1000) / perSecond));
  const ids = await registerDueAt(system, registrations, instants);
  await untilStarted(database);
  if (Date.now() > first) throw new Error('tickets were due before their lives had begun: the machine is too busy to measure');
  const end = Math.max(...instants.map((at) => at.getTime())) + patienceMs;
  for (;;) {
    const raised = await readRaised(database, ids);
    if (raised.length === count) return raised;
    if (Date.now() > end) throw new Error(`${count - raised.length} escalations were not raised within ${patienceMs / 1000} s`);
    await delay(500);
  }
};

const sampleSize = 20;
const caution = 2;

/** Milliseconds to register a ticket and to begin its life, tried on a few. */
const preparingMs = async (system: BenchSystem, database: pg.Client, registrations: Registrations): Promise<number> => {
  const began = Date.now();
  await registerDueAt(system, registrations, Array.from({ length: sampleSize }, () => new Date(Date.now() + farAwayMs)));
  await untilStarted(database);
  return ((Date.now() - began) / sampleSize) * caution;
};

const drainRateOf = (raised: readonly Raised[]): number => {
  const at = raised.map(({ raisedAt }) => raisedAt.getTime());
  return (raised.length - 1) / Math.max(0.1, (Math.max(...at) - Math.min(...at)) / 1000);
};
