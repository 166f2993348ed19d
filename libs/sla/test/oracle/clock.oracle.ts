import type { ClockSpec, MonthDaySpec, OffsetSpec, WallTimeSpec, WeeklyPlanSpec, WorkingDaysSpec } from '../../src/unit/unit.types.js';
import type { MinuteTable } from './minute.table.js';
import type { OpenMinutes } from './open.minutes.js';

/*
 * What every unit should say, found by walking minute by minute over tables of what wall clocks show. Shares types with the library and
 * nothing else. All instants are minutes of the table.
 */

/** A walk that left the table: the case says nothing. */
export class OutsideTable extends Error {}

export interface MinuteFacts {
  readonly start: number;
  /** From (inclusive) to (exclusive; null while it lasts). */
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
  readonly retargets: readonly { readonly at: number; readonly spec: ClockSpec }[];
  readonly anchors: readonly { readonly name: string; readonly at: number; readonly since: number }[];
}

/** A share of the target or a distance from due in minutes. */
export type MinutePoint = { readonly share: number } | { readonly offset: number };

export class ClockOracle {
  constructor(
    private readonly table: MinuteTable,
    private readonly calendar: OpenMinutes,
  ) {}

  /** When a point is reached; null for never. */
  reach(facts: MinuteFacts, spec: ClockSpec, point: MinutePoint): number | null {
    const changes = [
      ...facts.retargets.map(({ at, spec: next }) => ({ at, next })),
      ...facts.anchors.filter(({ since }) => since > facts.start).map(({ since, name }) => ({ at: since, next: name })),
    ].sort((a, b) => a.at - b.at);
    let current = spec;
    let reached = this.inEra(facts, current, facts.start, point);
    for (const { at, next } of changes) {
      if (typeof next !== 'string') current = next;
      else if (!('anchor' in current) || current.anchor !== next) continue;
      const fresh = this.inEra(facts, current, at, point);
      reached = fresh === null ? null : this.notBefore(facts, fresh, at, reached);
    }
    return reached;
  }

  /** Minutes counted from the start until `now`. */
  counted(facts: MinuteFacts, spec: ClockSpec, now: number): number {
    const counting = this.countingOf(spec);
    if (counting === null) return Math.max(0, now - facts.start);
    let count = 0;
    for (let at = facts.start; at < now; at += 1) if (!held(facts, at) && counting(at)) count += 1;
    return count;
  }

  /** A change says what is due from now on; it makes nobody late before it was said, and late stays who was late. */
  private notBefore(facts: MinuteFacts, fresh: number, at: number, before: number | null): number | null {
    const from = Math.min(before ?? Number.POSITIVE_INFINITY, this.release(facts, at) ?? Number.POSITIVE_INFINITY);
    return from === Number.POSITIVE_INFINITY ? null : Math.max(fresh, from);
  }

  private inEra(facts: MinuteFacts, spec: ClockSpec, known: number, point: MinutePoint): number | null {
    switch (spec.type) {
      case 'elapsed':
        return this.walk(facts, facts.start, amountOf(spec.minutes, point), () => true);
      case 'business':
        return this.walk(facts, facts.start, amountOf(spec.minutes, point), (at) => this.open(at));
      case 'half-working-day':
        return this.walk(facts, facts.start, amountOf(spec.minutes * (spec.halves ?? 1), point), (at) => this.open(at));
      case 'working-days':
        return this.workingDays(facts, spec, point);
      default:
        return this.pointed(facts, spec, known, point);
    }
  }

  private countingOf(spec: ClockSpec): ((at: number) => boolean) | null {
    if (spec.type === 'elapsed') return () => true;
    return spec.type === 'business' || spec.type === 'half-working-day' || spec.type === 'working-days' ? (at) => this.open(at) : null;
  }

  /** The first minute by which `amount` minutes have counted; where it is held, the first counting one that is not. */
  private walk(facts: MinuteFacts, from: number, amount: number, counts: (at: number) => boolean): number | null {
    let count = 0;
    let moved = amount === 0;
    for (let at = from; at < this.table.length; at += 1) {
      if (count >= amount) {
        if (held(facts, at)) moved = true;
        else if (!moved || counts(at)) return at;
      } else if (!held(facts, at) && counts(at)) count += 1;
    }
    if (facts.pauses.some(({ to }) => to === null)) return null;
    throw new OutsideTable();
  }

  private workingDays(facts: MinuteFacts, spec: WorkingDaysSpec, point: MinutePoint): number | null {
    const due = this.plainWorkingDays(facts.start, spec);
    const open = (at: number): boolean => this.open(at);
    let [work, lost] = [0, 0];
    for (let at = facts.start; at < due; at += 1) {
      if (!open(at)) continue;
      work += 1;
      if (held(facts, at)) lost += 1;
    }
    const beyond = 'share' in point ? Math.round(work * (point.share - 1)) : point.offset;
    const exact = 'share' in point ? point.share === 1 : point.offset === 0;
    if (lost + beyond <= 0 && !exact) return this.walk(facts, facts.start, Math.max(0, work + beyond), open);
    if (beyond < 0) return this.walk(facts, facts.start, work + beyond, open);
    if (exact && lost === 0 && !held(facts, due)) return due;
    return this.walk(facts, due, lost + beyond, open);
  }

  private plainWorkingDays(start: number, spec: WorkingDaysSpec): number {
    const today = this.table.date[start] ?? 0;
    const day = this.countsFor(start, today, spec);
    let due = day;
    for (let left = spec.days; left > 0; left -= 1) due = this.workday(due + 1, 1);
    const opens = this.of(this.calendar.opens, due);
    const closes = this.of(this.calendar.closes, due);
    if (spec.dueBy !== 'same-time') return closes;
    if (day !== today) return opens;
    const same = this.table.firstShowing(due * 1_440 + (this.table.minute[start] ?? 0)) ?? outside();
    return same < opens ? opens : same > closes ? closes : same;
  }

  private countsFor(start: number, today: number, { cutOff, days }: WorkingDaysSpec): number {
    if (!this.calendar.isWorkday(today)) return this.workday(today + 1, 1);
    const closes = this.of(this.calendar.closes, today);
    const last = cutOff === undefined ? closes : (this.table.firstShowing(today * 1_440 + minuteOf(cutOff)) ?? outside());
    return start > last || (days === 0 && start >= closes) ? this.workday(today + 1, 1) : today;
  }

  /** The first working day from a date on, forward or backward. */
  private workday(date: number, step: 1 | -1): number {
    const [first, last] = [this.table.date[0] ?? 0, this.table.date[this.table.length - 1] ?? 0];
    for (let day = date; day > first && day < last - 1; day += step) if (this.calendar.isWorkday(day)) return day;
    return outside();
  }

  private pointed(facts: MinuteFacts, spec: Exclude<ClockSpec, { type: 'elapsed' | 'business' | 'half-working-day' | 'working-days' }>, known: number, point: MinutePoint): number | null {
    const plain = this.instant(facts, spec, known);
    if (plain === null) return null;
    let due = Math.max(plain, facts.start);
    while (held(facts, due)) {
      const end = this.release(facts, due);
      if (end === null) return null;
      due = spec.type === 'wall-time' ? this.nextTime(spec, end) : end;
    }
    const wanted = 'share' in point ? facts.start + (due - facts.start) * point.share : due + point.offset;
    const at = Math.max(facts.start, wanted);
    return held(facts, at) ? this.release(facts, at) : at;
  }

  private instant(facts: MinuteFacts, spec: ClockSpec, known: number): number | null {
    switch (spec.type) {
      case 'wall-time':
        return this.wallTime(spec, facts.start);
      case 'month-day':
        return this.monthDay(spec, facts.start);
      case 'weekly-plan':
        return this.weeklyPlan(spec, facts.start);
      case 'appointment':
        return anchorAt(facts, spec.anchor, known);
      case 'offset':
        return this.offset(facts, spec, known);
      default:
        throw new Error(`no walk for ${spec.type}`);
    }
  }

  private wallTime(spec: WallTimeSpec, start: number): number {
    if (spec.days === undefined) return this.nextTime(spec, start);
    let date = this.table.date[start] ?? 0;
    for (let left = spec.days; left > 0; left -= 1) date = spec.calendar === undefined ? date + 1 : this.workday(date + 1, 1);
    return this.table.firstShowing(date * 1_440 + minuteOf(spec.at)) ?? outside();
  }

  /** The first minute from `from` on that shows the time, or at which clocks jump over it. */
  private nextTime(spec: WallTimeSpec, from: number): number {
    for (let at = from; at < this.table.length; at += 1) {
      const [before, now] = [this.table.shown(at - 1), this.table.shown(at)];
      for (let date = Math.floor(before / 1_440); date <= Math.floor(now / 1_440); date += 1) {
        const wanted = date * 1_440 + minuteOf(spec.at);
        const hit = wanted === now || (before < wanted && wanted < now);
        if (hit && (spec.calendar === undefined || this.calendar.isWorkday(date))) return at;
      }
    }
    return outside();
  }

  private monthDay(spec: MonthDaySpec, start: number): number {
    const today = new Date((this.table.date[start] ?? 0) * 86_400_000);
    const inMonth = (months: number): number => {
      const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1));
      let date = first;
      while (date.getUTCDate() < spec.day) {
        const next = new Date(date.getTime() + 86_400_000);
        if (next.getUTCMonth() !== first.getUTCMonth()) break;
        date = next;
      }
      return this.moved(spec, date.getTime() / 86_400_000, spec.at, start);
    };
    if (spec.months !== undefined) return inMonth(spec.months);
    return [-1, 0, 1, 2, 3].map((months) => (months === -1 ? this.orNever(() => inMonth(-1)) : inMonth(months))).find((at) => at >= start) ?? outside();
  }

  private weeklyPlan(spec: WeeklyPlanSpec, start: number): number {
    for (let date = (this.table.date[start] ?? 0) - 7; ; date += 1) {
      if ((((date + 3) % 7) + 7) % 7 !== spec.cutOff.day - 1) continue;
      const closes = this.table.firstShowing(date * 1_440 + minuteOf(spec.cutOff.at)) ?? outside();
      if (closes < start) continue;
      const monday = date - (spec.cutOff.day - 1);
      return this.moved(spec, monday + 7 * (spec.weeks ?? 1) + spec.due.day - 1, spec.due.at, start);
    }
  }

  private moved({ move }: MonthDaySpec | WeeklyPlanSpec, date: number, at: string, start: number): number {
    const on = (day: number): number => this.table.firstShowing(day * 1_440 + minuteOf(at)) ?? outside();
    if (move === undefined) return on(date);
    const back = move === 'previous-working-day' ? on(this.workday(date, -1)) : on(this.workday(date, 1));
    return back <= start && on(date) > start ? on(this.workday(date, 1)) : back;
  }

  private offset(facts: MinuteFacts, spec: OffsetSpec, known: number): number | null {
    const anchor = anchorAt(facts, spec.anchor, known);
    if (anchor === null || spec.calendar === undefined) return anchor === null ? null : anchor + spec.minutes;
    let left = Math.abs(spec.minutes);
    if (spec.minutes >= 0) {
      let at = anchor;
      for (; left > 0; at += 1) if (this.open(at)) left -= 1;
      return at;
    }
    let at = anchor;
    while (left > 0) {
      at -= 1;
      if (this.open(at)) left -= 1;
    }
    return at;
  }

  /** The first instant from `at` on that no pause holds; null behind one without end. */
  private release(facts: MinuteFacts, at: number): number | null {
    for (let walk = at; walk < this.table.length; walk = Math.floor(walk) + 1) {
      if (!held(facts, walk)) return walk;
      if (facts.pauses.some(({ from, to }) => to === null && from <= walk)) return null;
    }
    return outside();
  }

  private open(at: number): boolean {
    if (at < 0 || at >= this.table.length) throw new OutsideTable();
    return this.calendar.isOpen(at);
  }

  private of(minutes: ReadonlyMap<number, number>, date: number): number {
    return minutes.get(date) ?? outside();
  }

  private orNever(find: () => number): number {
    try {
      return find();
    } catch (error) {
      if (error instanceof OutsideTable) return Number.NEGATIVE_INFINITY;
      throw error;
    }
  }
}

function held({ pauses }: MinuteFacts, at: number): boolean {
  return pauses.some(({ from, to }) => from <= at && (to === null || at < to));
}

function anchorAt({ anchors }: MinuteFacts, name: string, known: number): number | null {
  let found: { readonly at: number; readonly since: number } | null = null;
  for (const anchor of anchors) if (anchor.name === name && anchor.since <= known && (found === null || anchor.since >= found.since)) found = anchor;
  return found?.at ?? null;
}

function amountOf(minutes: number, point: MinutePoint): number {
  return Math.max(0, 'share' in point ? minutes * point.share : minutes + point.offset);
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

function outside(): never {
  throw new OutsideTable();
}
