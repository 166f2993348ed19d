import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import { measureLives } from '../lives/life.figure.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { liveRepair } from './repair.life.js';
import { setUpRepairs } from './repair.setup.js';

/** Whole repairs per second beside the bare workflow. */
export const measureRepairs = async (system: BenchSystem, options: BenchOptions, say: Say): Promise<Measurement> => {
  const place = await setUpRepairs(system);
  const registrations = new Registrations(system.staff.regions);
  return measureLives(system, options, { name: 'repair', plural: 'repairs', shareAtLeast: 0.55, live: () => liveRepair(system, registrations, place) }, say);
};
