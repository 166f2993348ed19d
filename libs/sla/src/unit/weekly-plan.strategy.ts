import { DAY_MS, dayOf, weekdayOf } from '../zone/local.date.js';
import type { ClockRun } from '../clock.strategy.js';
import { pointStrategy } from './point.strategy.js';
import { checkCount, checkDay, timeOf, zoneOf } from './spec.check.js';
import type { WeeklyPlanSpec } from './unit.types.js';
import { checkMove, movedInstant } from './working-day.move.js';

/** The bucket of a weekly plan: closed by a cut-off, due in a week after it. */
export const weeklyPlanStrategy = pointStrategy<WeeklyPlanSpec>({
  check(spec) {
    for (const { day, at } of [spec.cutOff, spec.due]) {
      checkDay(day, 7);
      timeOf(at);
    }
    zoneOf(spec.zone);
    if (spec.weeks !== undefined) checkCount(spec.weeks, 'weeks', 1, 7);
    checkMove(spec);
  },

  instant(run) {
    const { due, weeks } = run.spec;
    return movedInstant(run, closingWeek(run) + ((weeks ?? 1) * 7 + due.day - 1) * DAY_MS, due.at);
  },
});

/** The Monday of the week whose cut-off is the first at or after the start. */
export function closingWeek({ spec, start }: ClockRun<WeeklyPlanSpec>): number {
  const zone = zoneOf(spec.zone);
  const today = dayOf(zone.localOf(start));
  const monday = today - (weekdayOf(today) - 1) * DAY_MS;
  const closes = zone.instantsOf(monday + (spec.cutOff.day - 1) * DAY_MS + timeOf(spec.cutOff.at))[0] ?? start;
  return closes >= start ? monday : monday + 7 * DAY_MS;
}
