import type { Calendar, DayWindow } from '../../src/calendar/calendar.types.js';
import type { MinuteTable } from './minute.table.js';

const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const epochDay = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

type Windows = readonly (readonly [number, number])[];

/** When a calendar is open, asked minute by minute. */
export class OpenMinutes {
  readonly open: Uint8Array;
  /** First open minute and the one after the last, by local date, of the windows that begin on it. */
  readonly opens = new Map<number, number>();
  readonly closes = new Map<number, number>();

  constructor(
    private readonly calendar: Calendar,
    readonly table: MinuteTable,
  ) {
    this.open = new Uint8Array(table.length);
    let [last, today, yesterday]: [number, Windows, Windows] = [Number.NaN, [], []];
    for (let index = 0; index < table.length; index += 1) {
      const date = table.date[index] ?? 0;
      const minute = table.minute[index] ?? 0;
      if (date !== last) [last, today, yesterday] = [date, this.windowsOf(date), this.windowsOf(date - 1)];
      for (const [from, to] of today) if (from <= minute && minute < to) this.mark(index, date);
      for (const [, to] of yesterday) if (minute + 1_440 < to) this.mark(index, date - 1);
    }
  }

  isOpen(index: number): boolean {
    return this.open[index] === 1;
  }

  isWorkday(date: number): boolean {
    return this.opens.has(date);
  }

  private mark(index: number, date: number): void {
    this.open[index] = 1;
    if (!this.opens.has(date)) this.opens.set(date, index);
    this.closes.set(date, index + 1);
  }

  /** Windows of a date, in minutes after its midnight; an end beyond 1440 lies on the next day. */
  private windowsOf(date: number): Windows {
    return this.lookUp(date).map(({ from, to }): readonly [number, number] => [clock(from), clock(to) + (clock(to) < clock(from) ? 1_440 : 0)]);
  }

  private lookUp(date: number): readonly DayWindow[] {
    const override = this.calendar.overrides.find((one) => epochDay(one.date) === date);
    const weekday = ((((date + 3) % 7) + 7) % 7) + 1;
    if (override === undefined) return this.weekly(date, weekday);
    if (override.kind === 'closed') return [];
    return override.windows ?? this.weekly(date, override.kind === 'workday' ? (override.like ?? 1) : weekday);
  }

  private weekly(date: number, weekday: number): readonly DayWindow[] {
    let week = this.calendar.periods[0]?.week ?? [];
    for (const period of this.calendar.periods) if (period.validFrom !== null && epochDay(period.validFrom) <= date) week = period.week;
    return week.filter(({ day }) => day === weekday);
  }
}
