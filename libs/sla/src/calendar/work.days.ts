import { DAY_MS, type LocalDay } from '../zone/local.date.js';
import type { ZoneTable } from '../zone/zone.table.js';
import type { DayPlanner } from './calendar.day.js';

/** The days of a calendar from `firstDay` to `endDay` (exclusive), as sorted columns. */
export interface CompiledDays {
  readonly firstDay: LocalDay;
  readonly endDay: LocalDay;
  /** Working intervals: disjoint, in order, touching ones joined. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Working time before each interval, and after the last: one more than there are intervals. */
  readonly before: readonly number[];
  /** Days with working time of their own, and the instants of their first opening and last closing. */
  readonly workdays: readonly LocalDay[];
  readonly opens: readonly number[];
  readonly closes: readonly number[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Compiles a run of days. */
export function compileDays(planner: DayPlanner, zone: ZoneTable, firstDay: LocalDay, endDay: LocalDay): CompiledDays {
  const spans: Span[] = [];
  const [workdays, opens, closes]: [number[], number[], number[]] = [[], [], []];
  for (let day = firstDay; day < endDay; day += DAY_MS) {
    const own = spans.length;
    for (const shift of planner.planOf(day).shifts) zone.spansOf(day + shift.from, day + shift.to, spans);
    if (spans.length === own) continue;
    const ofDay = spans.slice(own);
    workdays.push(day);
    opens.push(Math.min(...ofDay.map(({ from }) => from)));
    closes.push(Math.max(...ofDay.map(({ to }) => to)));
  }
  return { firstDay, endDay, ...joined(spans), workdays, opens, closes };
}

function joined(spans: Span[]): Pick<CompiledDays, 'from' | 'to' | 'before'> {
  // Shifts over midnight and repeated hours may come out of order.
  spans.sort((a, b) => a.from - b.from);
  const [from, to, before]: [number[], number[], number[]] = [[], [], [0]];
  let total = 0;
  let [begin, end] = [Number.NaN, Number.NaN];
  const close = (): void => {
    if (Number.isNaN(begin)) return;
    total += end - begin;
    from.push(begin);
    to.push(end);
    before.push(total);
  };
  for (const span of spans) {
    if (span.from <= end) end = Math.max(end, span.to);
    else {
      close();
      [begin, end] = [span.from, span.to];
    }
  }
  close();
  return { from, to, before };
}
