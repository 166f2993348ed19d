import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import { measureLives } from '../lives/life.figure.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { liveConsultation } from './consultation.life.js';

/** Whole consultations per second beside the bare workflow. */
export const measureConsultations = (system: BenchSystem, options: BenchOptions, say: Say): Promise<Measurement> => {
  const registrations = new Registrations(system.staff.regions);
  return measureLives(system, options, { name: 'consultation', plural: 'consultations', shareAtLeast: 0.6, live: () => liveConsultation(system, registrations) }, say);
};
