import { DAY_MS, dayOf, type LocalDay } from '../zone/local.date.js';
import type { ClockRun } from '../clock.strategy.js';
import { pointStrategy } from './point.strategy.js';
import { checkCount, checkName, timeOf, zoneOf } from './spec.check.js';
import type { WallTimeSpec } from './unit.types.js';

/**
 * A time of the day in a zone. A deadline in a pause moves to the next such time at or after the pause's end. Where clocks jump over
 * the time, the instant of the jump counts; where they show it twice, the first that is not before the start.
 */
export const wallTimeStrategy = pointStrategy<WallTimeSpec>({
  check({ at, zone, days, calendar }) {
    timeOf(at);
    zoneOf(zone);
    if (days !== undefined) checkCount(days, 'days');
    if (calendar !== undefined) checkName(calendar, 'calendar');
  },

  instant(run) {
    const { spec, start } = run;
    if (spec.days === undefined) return nextAtOrAfter(run, start);
    const zone = zoneOf(spec.zone);
    const today = dayOf(zone.localOf(start));
    return zone.instantsOf(dayAfter(run, today, spec.days) + timeOf(spec.at))[0] ?? start;
  },

  afterPause(_spec, end, run) {
    return nextAtOrAfter(run, end);
  },
});

function nextAtOrAfter(run: ClockRun<WallTimeSpec>, from: number): number {
  const { spec } = run;
  const zone = zoneOf(spec.zone);
  // The day before too: where clocks jump over midnight its last time is the first instant of the next day.
  const yesterday = dayOf(zone.localOf(from)) - DAY_MS;
  for (let day = dayFrom(run, yesterday); ; day = dayFrom(run, day + DAY_MS)) {
    const found = zone.instantsOf(day + timeOf(spec.at)).find((instant) => instant >= from);
    if (found !== undefined) return found;
  }
}

function dayFrom({ spec, calendars }: ClockRun<WallTimeSpec>, day: LocalDay): LocalDay {
  return spec.calendar === undefined ? day : calendars.timeline(spec.calendar).workday(day).day;
}

function dayAfter({ spec, calendars }: ClockRun<WallTimeSpec>, today: LocalDay, days: number): LocalDay {
  return spec.calendar === undefined ? today + days * DAY_MS : calendars.timeline(spec.calendar).workday(today + DAY_MS, days - 1).day;
}
