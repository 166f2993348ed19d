const MINUTE = 60_000;
const QUARTER = 15;

/** What the clocks of a zone show, minute by minute, over a span: read from Intl every quarter of an hour, where alone offsets change. */
export class MinuteTable {
  /** Days since 1970-01-01 of the local date, and minutes since its midnight, by minute of the span. */
  readonly date: Int32Array;
  readonly minute: Int16Array;

  constructor(
    readonly zone: string,
    readonly begin: number,
    readonly length: number,
  ) {
    this.date = new Int32Array(length);
    this.minute = new Int16Array(length);
    const digits = '2-digit';
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, hourCycle: 'h23' });
    for (let quarter = 0; quarter < length; quarter += QUARTER) {
      const [date = '', time = ''] = format.format(begin + quarter * MINUTE).split(' ');
      const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
      for (let index = quarter; index < Math.min(quarter + QUARTER, length); index += 1) {
        this.date[index] = day;
        this.minute[index] = minute + index - quarter;
      }
    }
  }

  /** The minutes that the local date and time have run since 1970-01-01 00:00 of the wall clock. */
  shown(index: number): number {
    return (this.date[index] ?? Number.NaN) * 1_440 + (this.minute[index] ?? Number.NaN);
  }

  /** The first minute at which the wall clock has come to a local time; undefined outside the table. */
  firstShowing(local: number): number | undefined {
    // Two days before the same time in UTC no zone shows it yet.
    const begin = Math.max(0, local - this.begin / MINUTE - 2 * 1_440);
    for (let index = begin; index < this.length; index += 1) if (this.shown(index) >= local) return index > 0 ? index : undefined;
    return undefined;
  }
}
