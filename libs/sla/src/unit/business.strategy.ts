import type { ClockRun, ClockStrategy } from '../clock.strategy.js';
import { amountUntil } from './elapsed.strategy.js';
import { checkName, durationOf } from './spec.check.js';
import type { BusinessSpec, HalfDaySpec } from './unit.types.js';
import { afterWork, workedUntil } from './work.course.js';

/** Working time of a calendar: due when the duration has been worked outside the pauses, at the closing if it is used up there. */
export const businessStrategy: ClockStrategy<BusinessSpec> = workStrategy(({ minutes }) => minutes);

/** Half working days: working time of the configured length. */
export const halfDayStrategy: ClockStrategy<HalfDaySpec> = workStrategy(({ minutes, halves }) => minutes * (halves ?? 1));

function workStrategy<S extends { readonly calendar: string }>(minutesOf: (spec: S) => number): ClockStrategy<S> {
  const timelineOf = ({ calendars, spec }: ClockRun<S>) => calendars.timeline(spec.calendar);
  return {
    dueFollowsStart: () => true,

    check(spec) {
      durationOf(minutesOf(spec));
      checkName(spec.calendar, 'calendar');
    },

    reach(run, point) {
      return afterWork(timelineOf(run), run.pauses, run.start, amountUntil(durationOf(minutesOf(run.spec)), point));
    },

    counted(run, at) {
      return workedUntil(timelineOf(run), run.pauses, run.start, at);
    },
  };
}
