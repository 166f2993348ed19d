import { reachIn, runOf, timelineOf, type Era } from '../clock.course.js';
import { countsTime } from '../clock.strategies.js';
import { DUE } from '../clock.strategy.js';
import type { WorkTimeline } from '../calendar/work.timeline.js';
import type { ClockFacts, ClockSpec } from '../clock.types.js';
import { isoOf } from '../instant.js';
import { DAY_MS, dateText } from '../zone/local.date.js';
import { reasonedPauses, reasonsAt } from './counted.spans.js';
import type { DeadlineMove, SkippedDay } from './explanation.types.js';

/** Why a deadline that points at an instant is not where its rule says first: days off in its way, or a pause over it. */
export function movesOf(facts: ClockFacts, era: Era, due: number | null): readonly DeadlineMove[] {
  if (countsTime(era.spec)) return [];
  const run = { ...runOf(facts, era.spec), pauses: [] };
  const planned = reachIn(run, era, DUE);
  const plain = planned === null ? null : reachIn(run, { ...era, spec: withoutCalendar(era.spec) }, DUE);
  if (planned === null || plain === null) return [];
  return [...daysOff(timelineOf(run, era.spec), plain, planned), ...paused(facts, run.start, planned, due)];
}

function daysOff(timeline: WorkTimeline | undefined, plain: number, planned: number): readonly DeadlineMove[] {
  if (timeline === undefined || plain === planned) return [];
  const days: SkippedDay[] = [];
  const [first, last] = [timeline.dayAt(Math.min(plain, planned)), timeline.dayAt(Math.max(plain, planned))];
  for (let day = first; day <= last; day += DAY_MS) {
    const { shifts, override } = timeline.planOf(day);
    if (shifts.length === 0) days.push({ date: dateText(day), day: override?.name ?? null, ...(override?.provisional === true && { provisional: true }) });
  }
  return [{ because: 'days-off', from: isoOf(plain), to: isoOf(planned), days }];
}

function paused(facts: ClockFacts, start: number, planned: number, due: number | null): readonly DeadlineMove[] {
  const reasons = reasonsAt(reasonedPauses(facts, start), planned);
  return reasons.length === 0 ? [] : [{ because: 'paused', from: isoOf(planned), to: due === null ? null : isoOf(due), reasons }];
}

/** The same rule as if every day were worked. An offset of working time has no such reading: it keeps its calendar. */
function withoutCalendar(spec: ClockSpec): ClockSpec {
  switch (spec.type) {
    case 'wall-time': {
      const { calendar: _, ...plain } = spec;
      return plain;
    }
    case 'month-day':
    case 'weekly-plan': {
      const { calendar: _, move: __, ...plain } = spec;
      return plain;
    }
    default:
      return spec;
  }
}
