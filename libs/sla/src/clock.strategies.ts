import type { ClockStrategy } from './clock.strategy.js';
import type { ClockSpec } from './clock.types.js';
import { elapsedStrategy } from './elapsed.strategy.js';
import { wallTimeStrategy } from './wall-time.strategy.js';

type Strategies = { readonly [T in ClockSpec['type']]: ClockStrategy<Extract<ClockSpec, { type: T }>> };

/** One row per unit: a spec type without a strategy does not compile. */
const strategies: Strategies = {
  elapsed: elapsedStrategy,
  'wall-time': wallTimeStrategy,
};

/** The strategy of a spec. The table's type pairs them; TypeScript cannot follow that through an index. */
export function strategyOf(spec: ClockSpec): ClockStrategy<ClockSpec> {
  return strategies[spec.type];
}

/** Refuses a spec that makes no sense: zero or negative durations, unknown zones, more than 100 years. */
export function checkSpec(spec: ClockSpec): void {
  strategyOf(spec).check(spec);
}
