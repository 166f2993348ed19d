import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { BenchOptions } from '../bench.options.js';
import type { CpuTable, Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { CpuMeter } from '../system/process.cpu.js';
import type { Part } from '../system/process.trees.js';
import { planOf } from './bare.plan.js';
import { runBareLives, startBareWorkers } from './bare.run.js';
import { engineBound } from './engine.bound.js';
import { shapeOfLife, type LifeShape } from './life.shape.js';
import { sideBySide } from './side-by-side.js';

const namespace = 'mendline';
const bareRuns = 3;
const warmUpLives = 8;
const patienceMs = 60_000;

/** A kind of life, as it is measured. */
export interface MeasuredLife {
  /** Of one, and of many. */
  readonly name: string;
  readonly plural: string;
  /** The least share of the bare workflow's rate. */
  readonly shareAtLeast: number;
  /** Lives one from registration to the word that ends it; answers the ticket's id. */
  readonly live: () => Promise<string>;
}

/** Whole lives per second, driven at the services, beside bare workflows of the same shape on the same engine. */
export const measureLives = async (system: BenchSystem, { lives, concurrency }: BenchOptions, life: MeasuredLife, say: Say): Promise<Measurement> => {
  const connection = await Connection.connect({ address: system.running.addresses.temporalAddress });
  const client = new Client({ connection, namespace });
  const { name, plural, shareAtLeast } = life;
  try {
    say(`${warmUpLives} ${plural} to warm up`);
    await runLives(system, life, warmUpLives, concurrency);
    say(`${lives} ${plural}, ${concurrency} at once`);
    const meter = new CpuMeter(await system.parts());
    const { perSecond, ids } = await runLives(system, life, lives, concurrency);
    const ours = cpuTable(`CPU of ${plural}`, lives, meter);
    const shape = await shapeOfLife(client, ids.at(-1) ?? '');
    const bare = await measureBare(system, client, shape, { lives, concurrency }, say);
    const shapeWords = `${shape.updates} updates, ${shape.localActivities} local and ${shape.remoteActivities} remote activities, ${shape.firedTimers + shape.cancelledTimers} timers`;
    return {
      figures: [
        {
          name: `whole ${plural}`, unit: 'per s', ours: perSecond, goal: { shareAtLeast },
          raw: { what: `a bare workflow with ${shapeWords}; best of ${bareRuns}`, value: bare.perSecond },
          details: { [`events of a ${name}`]: shape.events, 'workflow tasks': shape.workflowTasks, 'share if the engines alone cost anything': `${(engineBound(ours, bare.cpu) * 100).toFixed(0)} %`, 'all runs of the bare workflow': bare.runs.map((run) => run.toFixed(2)).join(' ') },
        },
      ],
      cpu: [ours, bare.cpu],
    };
  } finally {
    await connection.close();
  }
};

/** From the first registration until the last ticket is archived. */
const runLives = async (system: BenchSystem, { plural, live }: MeasuredLife, lives: number, concurrency: number): Promise<{ perSecond: number; ids: string[] }> => {
  const began = performance.now();
  const ids = await sideBySide(lives, concurrency, live);
  await untilArchived(system, plural, ids);
  return { perSecond: lives / ((performance.now() - began) / 1000), ids };
};

const untilArchived = async (system: BenchSystem, plural: string, ids: readonly string[]): Promise<void> => {
  const database = await system.database('intake');
  try {
    const end = Date.now() + patienceMs;
    for (;;) {
      const { rows } = await database.query<{ open: number }>('select count(*)::int as open from tickets where id = any($1) and archived_at is null', [ids]);
      if (rows[0]?.open === 0) return;
      if (Date.now() > end) throw new Error(`${rows[0]?.open ?? 'some'} ${plural} were not archived within ${patienceMs / 1000} s`);
      await delay(50);
    }
  } finally {
    await database.end();
  }
};

interface BareResult {
  readonly perSecond: number;
  readonly runs: readonly number[];
  readonly cpu: CpuTable;
}

const measureBare = async (system: BenchSystem, client: Client, shape: LifeShape, { lives, concurrency }: Pick<BenchOptions, 'lives' | 'concurrency'>, say: Say): Promise<BareResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'mendline-bench-'));
  const plan = planOf(shape);
  const workers = await startBareWorkers({ address: system.running.addresses.temporalAddress, namespace }, folder);
  try {
    await runBareLives(client, plan, warmUpLives, concurrency);
    const parts: Part[] = [...(await system.parts()), ...workers.parts];
    const results: { perSecond: number; cpu: CpuTable }[] = [];
    for (let run = 1; run <= bareRuns; run += 1) {
      say(`${lives} bare workflows of the same shape, run ${run} of ${bareRuns}`);
      const meter = new CpuMeter(parts);
      const perSecond = await runBareLives(client, plan, lives, concurrency);
      results.push({ perSecond, cpu: cpuTable('CPU of bare workflows, best run', lives, meter) });
    }
    const best = results.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    return { ...best, runs: results.map(({ perSecond }) => perSecond) };
  } finally {
    await workers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const cpuTable = (title: string, units: number, meter: CpuMeter): CpuTable => ({ title, units, unit: 'life', parts: meter.sinceStart() });
