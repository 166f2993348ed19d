import { ClockError } from '../clock.error.js';
import { HORIZON_MS } from '../instant.js';
import type { Interval } from '../pause.interval.js';
import { DAY_MS, dayOf, type LocalDay } from '../zone/local.date.js';
import { findZone, type ZoneTable } from '../zone/zone.table.js';
import { DayPlanner, type DayPlan } from './calendar.day.js';
import type { Calendar } from './calendar.types.js';
import { compileDays, type CompiledDays } from './work.days.js';
import { firstAfter, firstAtLeast } from './sorted.js';

/** No instant outside is worth a table: 1800 to 2400. */
const EARLIEST = Date.UTC(1800, 0, 1);
const LATEST = Date.UTC(2400, 0, 1);
/** A day's windows lie, in any zone, less than two days from its midnight in UTC. */
const MARGIN_MS = 2 * DAY_MS;

/**
 * One version of a calendar, compiled to working intervals with running totals: counting and advancing are binary searches.
 * It grows as later instants are asked for. Milliseconds throughout.
 */
export class WorkTimeline {
  readonly zone: ZoneTable;
  private readonly planner: DayPlanner;
  private days: CompiledDays;

  /** Throws ClockError `clock.zone-unknown`; everything else that may be wrong is `checkCalendar`'s. */
  constructor(readonly calendar: Calendar) {
    const zone = findZone(calendar.zone);
    if (zone === undefined) throw new ClockError('clock.zone-unknown', `calendar '${calendar.code}': '${calendar.zone}' is not an IANA zone`);
    this.zone = zone;
    this.planner = new DayPlanner(calendar);
    this.days = { firstDay: 0, endDay: 0, from: [], to: [], before: [0], workdays: [], opens: [], closes: [] };
  }

  /** Working time between two instants; 0 when `to` is not after `from`. */
  workBetween(from: number, to: number): number {
    if (to <= from) return 0;
    this.cover(from, to);
    return this.workBefore(to) - this.workBefore(from);
  }

  /**
   * The earliest instant until which `amount` has been worked since `from`; for nothing to work, the first open instant.
   * Throws `clock.beyond-horizon` when it is not reached in 100 years.
   */
  advance(from: number, amount: number): number {
    if (amount <= 0) return this.firstOpen(from);
    return this.ahead(from, 2 * amount, () => {
      const wanted = this.workBefore(from) + amount;
      // The totals before each interval: the one that reaches `wanted` begins below it and ends at or above it.
      const index = firstAtLeast(this.days.before, wanted) - 1;
      return index < this.days.from.length ? at(this.days.from, index) + wanted - at(this.days.before, index) : undefined;
    });
  }

  /** The latest instant from which `amount` (above 0) is worked until `to`. Throws `clock.beyond-horizon` as `advance` does. */
  goBack(to: number, amount: number): number {
    for (let reach = 30 * DAY_MS + 2 * amount; ; reach *= 2) {
      const length = Math.min(reach, HORIZON_MS);
      this.cover(to - length, to);
      const wanted = this.workBefore(to) - amount;
      if (wanted >= this.workBefore(to - length)) {
        const index = firstAfter(this.days.before, wanted) - 1;
        return at(this.days.from, index) + wanted - at(this.days.before, index);
      }
      if (length < reach) throw beyondHorizon(this.calendar);
    }
  }

  /** The first instant at or after `from` at which the calendar is open. */
  firstOpen(from: number): number {
    return this.ahead(from, 0, () => {
      const index = firstAfter(this.days.to, from);
      return index < this.days.from.length ? Math.max(from, at(this.days.from, index)) : undefined;
    });
  }

  isOpen(instant: number): boolean {
    this.cover(instant, instant);
    const index = firstAfter(this.days.to, instant);
    return index < this.days.from.length && at(this.days.from, index) <= instant;
  }

  /** The working intervals that touch a span, clipped to it, in order. */
  openIn(from: number, to: number): readonly Interval[] {
    this.cover(from, to);
    const open: Interval[] = [];
    for (let index = firstAfter(this.days.to, from); index < this.days.from.length && at(this.days.from, index) < to; index += 1) {
      open.push({ from: Math.max(from, at(this.days.from, index)), to: Math.min(to, at(this.days.to, index)) });
    }
    return open;
  }

  /** What the calendar says of a date. */
  planOf(day: LocalDay): DayPlan {
    return this.planner.planOf(day);
  }

  /** The date that the zone shows. */
  dayAt(instant: number): LocalDay {
    return dayOf(this.zone.localOf(instant));
  }

  /** The n-th working day counted from the first one at or after `day` (n = 0: that one). A working day has working time of its own. */
  workday(day: LocalDay, n = 0): Workday {
    for (let reach = 60 + 3 * Math.abs(n); ; reach *= 2) {
      const end = Math.min(reach * DAY_MS, HORIZON_MS);
      this.coverDays(day, day + end);
      const index = firstAtLeast(this.days.workdays, day) + n;
      if (index < this.days.workdays.length) return this.workdayAt(index);
      if (end === HORIZON_MS) throw beyondHorizon(this.calendar);
    }
  }

  /** The last working day at or before `day`. */
  workdayBefore(day: LocalDay): Workday {
    for (let reach = 60; ; reach *= 2) {
      const end = Math.min(reach * DAY_MS, HORIZON_MS);
      this.coverDays(day - end, day + DAY_MS);
      const index = firstAfter(this.days.workdays, day) - 1;
      if (index >= 0) return this.workdayAt(index);
      if (end === HORIZON_MS) throw beyondHorizon(this.calendar);
    }
  }

  /** Looks for something at or after `from`, first in a month and `length` more, then in ever longer spans up to the horizon. */
  private ahead(from: number, length: number, find: () => number | undefined): number {
    for (let reach = from + 30 * DAY_MS + length; ; reach += Math.max(2 * (reach - from), 366 * DAY_MS)) {
      const end = Math.min(reach, from + HORIZON_MS + DAY_MS);
      this.cover(from, end);
      const found = find();
      if (found !== undefined) return found;
      if (end < reach) throw beyondHorizon(this.calendar);
    }
  }

  private workdayAt(index: number): Workday {
    return { day: at(this.days.workdays, index), opens: at(this.days.opens, index), closes: at(this.days.closes, index) };
  }

  private workBefore(instant: number): number {
    const index = firstAfter(this.days.to, instant);
    const before = at(this.days.before, index);
    return index < this.days.from.length ? before + Math.max(0, instant - at(this.days.from, index)) : before;
  }

  private cover(from: number, to: number): void {
    this.coverDays(from - MARGIN_MS, to + MARGIN_MS);
  }

  private coverDays(from: number, to: number): void {
    if (from >= this.days.firstDay && to <= this.days.endDay) return;
    if (from < EARLIEST || to > LATEST) throw beyondHorizon(this.calendar);
    const empty = this.days.firstDay === this.days.endDay;
    // Twice as far as asked, so that growing costs no more than once over what is used.
    const length = Math.max(2 * (to - from), 400 * DAY_MS);
    const first = empty || from < this.days.firstDay ? Math.max(EARLIEST, to - length) : this.days.firstDay;
    const end = empty || to > this.days.endDay ? Math.min(LATEST, from + length) : this.days.endDay;
    this.days = compileDays(this.planner, this.zone, dayOf(first), dayOf(end) + DAY_MS);
  }
}

/** A working day with the instants of its first opening and its last closing. */
export interface Workday {
  readonly day: LocalDay;
  readonly opens: number;
  readonly closes: number;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}

function beyondHorizon({ code, version }: Calendar): ClockError {
  return new ClockError('clock.beyond-horizon', `calendar '${code}' version ${version} has too little working time within 100 years`);
}
