import type { Random } from '@mendline/testing';
import { weighted } from './weighted.js';

/** How people behave in one complaint's life beyond what every life has. Delays in seconds. */
export interface ComplaintPlan {
  readonly kind: 'complaint-service' | 'complaint-quality';
  /** An earlier ticket comes first: the complaint waits for it. */
  readonly waits: boolean;
  readonly opinionDelay: number;
  readonly workDelay: number;
}

/** A complaint with whatever may happen; `short` leaves out what takes long. */
export const drawComplaint = (random: Random, kind: ComplaintPlan['kind'], short: boolean): ComplaintPlan => {
  const late = (usual: number, lateBy: number): number => (!short && random.chance(0.1) ? lateBy : usual + random.int(0, 2));
  return { kind, waits: random.chance(0.6) && !short, opinionDelay: late(3, 50), workDelay: weighted(random, [[90, late(3, 30)], [short ? 0 : 10, 64]]) };
};
