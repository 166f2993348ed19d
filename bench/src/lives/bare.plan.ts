import type { BarePlan } from './bare.messages.js';
import type { LifeShape } from './life.shape.js';

/** Spreads `total` over `places` as evenly as whole numbers allow. */
export const spread = (total: number, places: number): number[] =>
  Array.from({ length: places }, (_, i) => Math.floor(((i + 1) * total) / places) - Math.floor((i * total) / places));

/** A bare life of the same shape: the first local activity before the first update, the rest over the updates. */
export const planOf = (shape: LifeShape): BarePlan => {
  const locals = spread(Math.max(0, shape.localActivities - 1), shape.updates);
  const remotes = spread(shape.remoteActivities, shape.updates);
  // The first timer is armed at the beginning and the last is cancelled at the end.
  const moved = spread(Math.max(0, shape.cancelledTimers - 1), shape.updates);
  return {
    begin: { localActivities: Math.min(1, shape.localActivities), remoteActivities: 0, movedTimers: 0 },
    steps: locals.map((localActivities, i) => ({ localActivities, remoteActivities: remotes[i] ?? 0, movedTimers: moved[i] ?? 0 })),
    firedTimers: shape.firedTimers,
  };
};
