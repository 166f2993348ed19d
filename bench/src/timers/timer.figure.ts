import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { CpuMeter } from '../system/process.cpu.js';
import { growthWords, readSizes } from './growth.js';
import { readRaised, type Raised } from './escalations.reader.js';
import { copying, registering, type Opening, type Place } from './open.tickets.js';
import { percentile } from './percentile.js';
import { whatIfSeconds } from './whole.what-if.js';

/** Tickets due at one instant, by which the drain rate is measured. */
const atOnce = 200;
const windowSeconds = 30;
const leadMs = 5_000;
const patienceMs = 120_000;
const farAwayMs = 24 * 3_600_000;
/** From so many open tickets on, as many of them fall due as the issue says, whatever the rate. */
const many = 10_000;
const dueOfMany = 3_000;
const namespace = 'mendline';

/**
 * How late escalations are on record while many tickets are open: first how fast escalations that are due at one instant are
 * raised, then due instants spread at half that rate.
 */
export const measureTimers = async (system: BenchSystem, options: BenchOptions, say: Say): Promise<Measurement> => {
  const database = await system.database('intake');
  const connection = await Connection.connect({ address: system.running.addresses.temporalAddress });
  try {
    const place: Place = { system, database, temporal: new Client({ connection, namespace }), registrations: new Registrations(system.staff.regions), say };
    return await measureIn(place, options);
  } finally {
    await connection.close();
    await database.end();
  }
};

const measureIn = async (place: Place, { open, registered }: BenchOptions): Promise<Measurement> => {
  const { system, database, say } = place;
  const before = await readSizes(system, database);
  const [byIntake, copied] = [Math.min(open, registered), Math.max(0, open - registered)];
  const [register, copy] = [registering(place), copying(place)];
  const openers = { 'opened per s, each registered at intake': [register, byIntake], 'opened per s, each written as intake does': [copy, copied] } as const;
  const rates: Record<string, number> = {};
  for (const [name, [opening, count]] of Object.entries(openers)) if (count > 0) rates[name] = await openFarAway(opening, count, say);
  const growth = growthWords(before, await readSizes(system, database), open);
  const thinking = await whatIfSeconds(system);
  const rate = drainRateOf(await fire(database, register, Math.min(atOnce, open), null));
  const count = open >= many ? dueOfMany : Math.max(10, Math.min(open, Math.floor((rate / 2) * windowSeconds)));
  say(`escalations drain at ${rate.toFixed(1)} per s; ${count} more, due at half that rate`);
  const meter = new CpuMeter(await system.parts());
  const lateness = (await fire(database, copied > 0 ? copy : register, count, rate / 2)).map(({ dueAt, raisedAt }) => (raisedAt.getTime() - dueAt.getTime()) / 1000);
  return {
    figures: [
      {
        name: 'lateness of escalations, p99', unit: 's', ours: percentile(lateness, 0.99), goal: { atMost: 2 },
        details: {
          'p50 s': percentile(lateness, 0.5), 'max s': Math.max(...lateness), 'earliest s': Math.min(...lateness), 'open tickets': open, escalations: count, 'drain per s': rate, ...rates,
          'what-if of another pack over all open ones, s': thinking, ...growth,
        },
      },
    ],
    cpu: [{ title: 'CPU while escalations are raised', units: count, unit: 'escalation', parts: meter.sinceStart() }],
  };
};

/** Opens tickets whose review is due in a day; answers how many a second, until each has its timer. */
const openFarAway = async (opening: Opening, count: number, say: Say): Promise<number> => {
  const began = Date.now();
  await opening(Array.from({ length: count }, (_, n) => new Date(began + farAwayMs + n * 1000)));
  const perSecond = (count * 1000) / (Date.now() - began);
  say(`${count} tickets are open, ${perSecond.toFixed(1)} per s`);
  return perSecond;
};

/** Lets `count` tickets become due, all at one instant or `perSecond`, once their lives have begun, and answers what was raised. */
const fire = async (database: pg.Client, opening: Opening, count: number, perSecond: number | null): Promise<Raised[]> => {
  const first = Date.now() + leadMs + (await preparingMs(opening)) * count;
  const instants = Array.from({ length: count }, (_, n) => new Date(perSecond === null ? first : first + (n * 1000) / perSecond));
  const ids = await opening(instants);
  if (Date.now() > first) throw new Error('tickets were due before their lives had begun: the machine is too busy to measure');
  const end = Math.max(...instants.map((at) => at.getTime())) + patienceMs;
  for (;;) {
    const raised = await readRaised(database, ids);
    if (raised.length === count) return raised;
    if (Date.now() > end) throw new Error(`${count - raised.length} escalations were not raised within ${patienceMs / 1000} s`);
    await delay(500);
  }
};

const sampleSize = 40;
const caution = 3;

/** Milliseconds to open a ticket, tried on a few. */
const preparingMs = async (opening: Opening): Promise<number> => {
  const began = Date.now();
  await opening(Array.from({ length: sampleSize }, () => new Date(Date.now() + farAwayMs)));
  return ((Date.now() - began) / sampleSize) * caution;
};

const drainRateOf = (raised: readonly Raised[]): number => {
  const at = raised.map(({ raisedAt }) => raisedAt.getTime());
  return (raised.length - 1) / Math.max(0.1, (Math.max(...at) - Math.min(...at)) / 1000);
};
