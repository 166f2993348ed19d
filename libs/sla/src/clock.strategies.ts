import type { ClockStrategy } from './clock.strategy.js';
import { appointmentStrategy, offsetStrategy } from './unit/anchor.strategies.js';
import { businessStrategy, halfDayStrategy } from './unit/business.strategy.js';
import { elapsedStrategy } from './unit/elapsed.strategy.js';
import { monthDayStrategy } from './unit/month-day.strategy.js';
import type { ClockSpec } from './unit/unit.types.js';
import { wallTimeStrategy } from './unit/wall-time.strategy.js';
import { weeklyPlanStrategy } from './unit/weekly-plan.strategy.js';
import { workingDaysStrategy } from './unit/working-days.strategy.js';
import { yearsStrategy } from './unit/years.strategy.js';

type Strategies = { readonly [T in ClockSpec['type']]: ClockStrategy<Extract<ClockSpec, { type: T }>> };

/** One row per unit: a spec type without a strategy does not compile. */
const strategies: Strategies = {
  elapsed: elapsedStrategy,
  business: businessStrategy,
  'half-working-day': halfDayStrategy,
  'working-days': workingDaysStrategy,
  'wall-time': wallTimeStrategy,
  'month-day': monthDayStrategy,
  appointment: appointmentStrategy,
  offset: offsetStrategy,
  'weekly-plan': weeklyPlanStrategy,
  years: yearsStrategy,
};

/** The strategy of a spec. The table's type pairs them; TypeScript cannot follow that through an index. */
export function strategyOf(spec: ClockSpec): ClockStrategy<ClockSpec> {
  return strategies[spec.type];
}

/** Refuses a spec that makes no sense: zero or negative durations, unknown zones, more than 100 years. */
export function checkSpec(spec: ClockSpec): void {
  strategyOf(spec).check(spec);
}

/** Specs found right; they never change. */
const checked = new WeakSet<ClockSpec>();

/** `checkSpec`, once per object: a spec is read many times, and its zone and times need no second look. */
export function checkSpecOnce(spec: ClockSpec): void {
  if (checked.has(spec)) return;
  checkSpec(spec);
  checked.add(spec);
}

/** The calendar that a spec counts by; undefined when it needs none. */
export function calendarOf(spec: ClockSpec): string | undefined {
  return 'calendar' in spec ? spec.calendar : undefined;
}

/** The anchor that a spec points from; undefined when it needs none. */
export function anchorNameOf(spec: ClockSpec): string | undefined {
  return 'anchor' in spec ? spec.anchor : undefined;
}

const counting: ReadonlySet<ClockSpec['type']> = new Set(['elapsed', 'business', 'half-working-day', 'working-days']);

/** Whether a spec counts time, or points at an instant. */
export function countsTime(spec: ClockSpec): boolean {
  return counting.has(spec.type);
}
