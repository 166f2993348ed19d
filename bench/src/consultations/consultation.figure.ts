import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import type { CpuTable, Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { CpuMeter, type Part } from '../system/process.cpu.js';
import { planOf } from './bare.plan.js';
import { BareWorkers, bundleBareWorkflow, runBareLives } from './bare.run.js';
import { liveConsultation } from './consultation.life.js';
import { shapeOfLife, type LifeShape } from './life.shape.js';
import { sideBySide } from './side-by-side.js';

const namespace = 'mendline';
const bareRuns = 3;
const warmUpLives = 8;
const patienceMs = 60_000;

/** Whole consultations per second, driven at the services, beside bare workflows of the same shape on the same engine. */
export const measureConsultations = async (system: BenchSystem, { lives, concurrency }: BenchOptions, say: Say): Promise<Measurement> => {
  const connection = await Connection.connect({ address: system.running.addresses.temporalAddress });
  const client = new Client({ connection, namespace });
  try {
    const registrations = new Registrations(system.staff.regions);
    say(`${warmUpLives} consultations to warm up`);
    await runLives(system, registrations, warmUpLives, concurrency);
    say(`${lives} consultations, ${concurrency} at once`);
    const meter = new CpuMeter(await system.parts());
    const { perSecond, ids } = await runLives(system, registrations, lives, concurrency);
    const ours = cpuTable('CPU of consultations', lives, meter);
    const shape = await shapeOfLife(client, ids.at(-1) ?? '');
    const bare = await measureBare(system, client, shape, { lives, concurrency }, say);
    const shapeWords = `${shape.updates} updates, ${shape.localActivities} local and ${shape.remoteActivities} remote activities, ${shape.firedTimers + shape.cancelledTimers} timers`;
    return {
      figures: [
        {
          name: 'whole consultations', unit: 'per s', ours: perSecond, goal: { shareAtLeast: 0.6 },
          raw: { what: `a bare workflow with ${shapeWords}; best of ${bareRuns}`, value: bare.perSecond },
          details: { 'events of a life': shape.events, 'workflow tasks': shape.workflowTasks, 'all runs of the bare workflow': bare.runs.map((run) => run.toFixed(2)).join(' ') },
        },
      ],
      cpu: [ours, bare.cpu],
    };
  } finally {
    await connection.close();
  }
};

/** From the first registration until the last ticket is archived. */
const runLives = async (system: BenchSystem, registrations: Registrations, lives: number, concurrency: number): Promise<{ perSecond: number; ids: string[] }> => {
  const began = performance.now();
  const ids = await sideBySide(lives, concurrency, () => liveConsultation(system, registrations));
  await untilArchived(system, ids);
  return { perSecond: lives / ((performance.now() - began) / 1000), ids };
};

const untilArchived = async (system: BenchSystem, ids: readonly string[]): Promise<void> => {
  const database = await system.database('intake');
  try {
    const end = Date.now() + patienceMs;
    for (;;) {
      const { rows } = await database.query<{ open: number }>('select count(*)::int as open from tickets where id = any($1) and archived_at is null', [ids]);
      if (rows[0]?.open === 0) return;
      if (Date.now() > end) throw new Error(`${rows[0]?.open ?? 'some'} consultations were not archived within ${patienceMs / 1000} s`);
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
  const workers = await BareWorkers.start({ address: system.running.addresses.temporalAddress, namespace }, await bundleBareWorkflow(folder));
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
