import { DateTime } from 'luxon';

/** From (inclusive) to (exclusive), milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Duty on one day of the week, wall time of the roster's zone. An end at or before the start is on the next day. */
export interface DutyHours {
  /** ISO: 1 is Monday. */
  readonly weekday: number;
  /** HH:MM */
  readonly from: string;
  /** HH:MM, 24:00 for the end of the day. */
  readonly to: string;
}

/** When somebody is to be reached [A1-7]. */
export interface Duty {
  readonly zone: string;
  readonly hours: readonly DutyHours[];
}

/** One stretch of duty with the local date on which it begins. */
export interface DutyDay extends Interval {
  /** YYYY-MM-DD */
  readonly date: string;
}

const dayMinutes = 1_440;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** So much is remembered before it is forgotten: a process lives for many days. */
const mostRemembered = 5_000;

const remember = <T>(known: Map<string, T>, key: string, find: () => T): T => {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostRemembered) known.clear();
  const found = find();
  known.set(key, found);
  return found;
};

/** Wall time to instants, remembered: rankings ask for the same few times of a thousand people, again and again. */
export class WallClock {
  private readonly instants = new Map<string, number>();
  private readonly days = new Map<string, readonly string[]>();

  /** Local dates that touch a span, the day before included: duty may reach over midnight. */
  datesOf(zone: string, { from, to }: Interval): readonly string[] {
    return remember(this.days, `${zone} ${from} ${to}`, () => {
      const dates: string[] = [];
      for (let day = DateTime.fromMillis(from, { zone }).startOf('day').minus({ days: 1 }); day.toMillis() < to; day = day.plus({ days: 1 })) dates.push(day.toISODate() ?? '');
      return dates;
    });
  }

  /** A time that the clocks jump over counts as the one after the jump; of one shown twice the first counts. */
  instantOf(zone: string, date: string, minutes: number): number {
    return remember(this.instants, `${zone} ${date} ${minutes}`, () => {
      const day = DateTime.fromISO(date, { zone }).plus({ days: Math.floor(minutes / dayMinutes) });
      return day.set({ hour: Math.floor((minutes % dayMinutes) / 60), minute: minutes % 60 }).toMillis();
    });
  }
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

const endOf = ({ from, to }: DutyHours): number => (minutesOf(to) > minutesOf(from) ? minutesOf(to) : minutesOf(to) + dayMinutes);

/** Duty that touches a span, whole, in order of time. */
export const dutyDays = ({ zone, hours }: Duty, span: Interval, clock: WallClock): DutyDay[] =>
  clock
    .datesOf(zone, span)
    .flatMap((date) =>
      hours
        .filter(({ weekday }) => weekday === weekdayOf(date))
        .map((duty) => ({ date, from: clock.instantOf(zone, date, minutesOf(duty.from)), to: clock.instantOf(zone, date, endOf(duty)) })),
    )
    .filter((day) => overlaps(day, span))
    .sort((a, b) => a.from - b.from);

export const overlaps = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;

/** What is left of a span without others. */
export const without = (span: Interval, others: readonly Interval[]): Interval[] =>
  others.reduce<Interval[]>(
    (left, taken) =>
      left.flatMap((part) =>
        overlaps(part, taken)
          ? [{ from: part.from, to: taken.from }, { from: taken.to, to: part.to }].filter(({ from, to }) => from < to)
          : [part],
      ),
    [span],
  );

/** Whether somebody is on duty during all of a window and not absent for any of it [A1-7, A7-11]. */
export const isOnDuty = (duty: Duty, absences: readonly Interval[], window: Interval, clock = new WallClock()): boolean =>
  without(window, dutyDays(duty, window, clock)).length === 0 && !absences.some((absence) => overlaps(absence, window));
