import { ClockError } from '../clock.error.js';
import type { ClockPoint, ClockRun, ClockStrategy } from '../clock.strategy.js';
import type { WorkTimeline, Workday } from '../calendar/work.timeline.js';
import { DAY_MS, dayOf } from '../zone/local.date.js';
import { checkCount, checkName, timeOf } from './spec.check.js';
import type { WorkingDaysSpec } from './unit.types.js';
import { afterWork, pausedWork, workedUntil } from './work.course.js';

/**
 * Working days with a cut-off. Without pauses due lies on its day; with them the working time they took follows after it: a pause over a
 * weekend takes nothing, a pause of a working day one day.
 */
export const workingDaysStrategy: ClockStrategy<WorkingDaysSpec> = {
  dueFollowsStart: ({ dueBy }) => dueBy === 'same-time',

  check({ days, calendar, cutOff, dueBy }) {
    checkName(calendar, 'calendar');
    checkCount(days, 'days', 0);
    if (days === 0 && dueBy === 'same-time') throw new ClockError('clock.duration-not-positive', '0 days at the same time');
    if (cutOff !== undefined) timeOf(cutOff);
  },

  reach(run, point) {
    const timeline = run.calendars.timeline(run.spec.calendar);
    const unpaused = plannedDue(timeline, run.spec, run.start);
    const work = timeline.workBetween(run.start, unpaused);
    return reachPoint(timeline, run, unpaused, work, point);
  },

  counted({ calendars, spec, pauses, start }, at) {
    return workedUntil(calendars.timeline(spec.calendar), pauses, start, at);
  },
};

/** The day for which a start counts: its own while it is not over, else the next working day. */
export function countedDay(timeline: WorkTimeline, { days, cutOff }: WorkingDaysSpec, start: number): Workday {
  const today = timeline.dayAt(start);
  const first = timeline.workday(today);
  if (first.day > today) return first;
  const last = cutOff === undefined ? first.closes : (timeline.zone.instantsOf(today + timeOf(cutOff))[0] ?? first.closes);
  return start > last || (days === 0 && start >= first.closes) ? timeline.workday(today + DAY_MS) : first;
}

function plannedDue(timeline: WorkTimeline, spec: WorkingDaysSpec, start: number): number {
  const counted = countedDay(timeline, spec, start);
  const due = timeline.workday(counted.day, spec.days);
  if (spec.dueBy !== 'same-time') return due.closes;
  const local = timeline.zone.localOf(start);
  if (dayOf(local) !== counted.day) return due.opens;
  const same = timeline.zone.instantsOf(due.day + local - dayOf(local))[0] ?? due.closes;
  return Math.min(Math.max(same, due.opens), due.closes);
}

function reachPoint(timeline: WorkTimeline, run: ClockRun<WorkingDaysSpec>, unpaused: number, work: number, point: ClockPoint): number | null {
  const { start, pauses } = run;
  const atDue = 'share' in point ? point.share === 1 : point.offsetMs === 0;
  const lost = pausedWork(timeline, pauses, unpaused);
  const held = pauses.some(({ from, to }) => from <= unpaused && unpaused < to);
  if (atDue && lost === 0 && !held) return unpaused;
  const amount = 'share' in point ? Math.round(work * point.share) : work + point.offsetMs;
  // Nothing lost: what lies at or after due is counted from due, which may itself be outside working hours.
  if (lost === 0 && amount >= work) return afterWork(timeline, pauses.filter(({ to }) => to > unpaused), unpaused, amount - work);
  return afterWork(timeline, pauses, start, Math.max(0, amount));
}
