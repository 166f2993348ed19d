import { ClockError } from '../clock.error.js';
import type { ClockRun } from '../clock.strategy.js';
import type { LocalDay } from '../zone/local.date.js';
import { checkName, timeOf, zoneOf } from './spec.check.js';
import type { MonthDaySpec, MoveRule, WeeklyPlanSpec } from './unit.types.js';

type MovedSpec = MonthDaySpec | WeeklyPlanSpec;

/** Refuses a rule without a calendar; a calendar without a rule has nothing to say. */
export function checkMove({ move, calendar }: MovedSpec): void {
  if (move === undefined) return;
  if (calendar === undefined) throw new ClockError('clock.calendar-missing', `'${move}' needs a calendar`);
  checkName(calendar, 'calendar');
}

/** The instant at which a time of a day is shown, the day moved by the spec's rule. */
export function movedInstant(run: ClockRun<MovedSpec>, day: LocalDay, at: string): number {
  const { spec, calendars, start } = run;
  const instantOn = (shown: LocalDay): number => zoneOf(spec.zone).instantsOf(shown + timeOf(at))[0] ?? start;
  if (spec.move === undefined || spec.calendar === undefined) return instantOn(day);
  const timeline = calendars.timeline(spec.calendar);
  const moved = (rule: MoveRule): LocalDay => (rule === 'next-working-day' ? timeline.workday(day) : timeline.workdayBefore(day)).day;
  const instant = instantOn(moved(spec.move));
  return instant > start || instantOn(day) <= start ? instant : instantOn(moved('next-working-day'));
}
