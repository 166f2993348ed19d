import { dayOf, dayOfMonth } from '../zone/local.date.js';
import { pointStrategy } from './point.strategy.js';
import { checkCount, checkDay, timeOf, zoneOf } from './spec.check.js';
import type { MonthDaySpec } from './unit.types.js';
import { checkMove, movedInstant } from './working-day.move.js';

/** A day of the month, moved to a working day by the named rule. */
export const monthDayStrategy = pointStrategy<MonthDaySpec>({
  check(spec) {
    checkDay(spec.day, 31);
    timeOf(spec.at);
    zoneOf(spec.zone);
    if (spec.months !== undefined) checkCount(spec.months, 'months', 1, 31);
    checkMove(spec);
  },

  instant(run) {
    const { spec, start } = run;
    const today = dayOf(zoneOf(spec.zone).localOf(start));
    const inMonth = (months: number): number => movedInstant(run, dayOfMonth(today, months, spec.day), spec.at);
    if (spec.months !== undefined) return inMonth(spec.months);
    // A date of the month before may have been moved into this one.
    for (let months = -1; ; months += 1) {
      const instant = inMonth(months);
      if (instant >= start) return instant;
    }
  },
});
