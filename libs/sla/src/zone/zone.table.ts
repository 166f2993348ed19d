/** Milliseconds of a span of the UTC axis: a little more than a year. */
const BLOCK_MS = 2 ** 35;
/** No zone changes its offset and changes it back within four days (since 1900). */
const PROBE_MS = 4 * 24 * 60 * 60_000;
/** Further from UTC than this no zone has ever been. */
const FURTHEST_MS = 16 * 60 * 60_000;

/** A span of time in which a zone keeps one offset. Milliseconds; half-open. */
interface Segment {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/**
 * The offsets of one IANA zone, read from Intl once and kept: looking at Intl costs microseconds, and a calendar asks millions of times.
 * Instants are milliseconds since the epoch; a local time is written as the instant at which UTC would show it.
 */
export class ZoneTable {
  private readonly blocks = new Map<number, readonly Segment[]>();
  private last: Segment = { from: 0, to: 0, offset: 0 };

  constructor(private readonly format: Intl.DateTimeFormat) {}

  /** What the zone's clocks show at an instant. */
  localOf(at: number): number {
    return at + this.offsetAt(at);
  }

  /** Local time minus UTC, in milliseconds. */
  offsetAt(at: number): number {
    if (at >= this.last.from && at < this.last.to) return this.last.offset;
    const segment = this.block(Math.floor(at / BLOCK_MS)).find(({ to }) => at < to);
    if (segment === undefined) throw new RangeError(`no offset at ${at}`);
    this.last = segment;
    return segment.offset;
  }

  /**
   * The instants at which the zone's clocks show a local time, in order: one as a rule; two where clocks go back over it;
   * where they jump over it, the instant of the jump.
   */
  instantsOf(local: number): readonly number[] {
    const segments = this.segmentsAround(local, local);
    const shown = segments.flatMap(({ from, to, offset }) => (local - offset >= from && local - offset < to ? [local - offset] : []));
    if (shown.length > 0) return shown;
    return segments.filter(({ from, offset }) => from + offset > local).map(({ from }) => from).slice(0, 1);
  }

  /**
   * Adds to `into` the instants at which the zone's clocks show a time from `localFrom` (inclusive) to `localTo` (exclusive):
   * a skipped time is not shown at all, a repeated one is shown twice.
   */
  spansOf(localFrom: number, localTo: number, into: { from: number; to: number }[]): void {
    for (const { from, to, offset } of this.segmentsAround(localFrom, localTo)) {
      const begin = Math.max(localFrom - offset, from);
      const end = Math.min(localTo - offset, to);
      if (begin < end) into.push({ from: begin, to: end });
    }
  }

  /** The segments that may show a local time between the two. */
  private segmentsAround(localFrom: number, localTo: number): readonly Segment[] {
    const first = Math.floor((localFrom - FURTHEST_MS) / BLOCK_MS);
    const last = Math.floor((localTo + FURTHEST_MS) / BLOCK_MS);
    if (first === last) return this.block(first);
    const segments: Segment[] = [];
    for (let index = first; index <= last; index += 1) segments.push(...this.block(index));
    return segments;
  }

  private block(index: number): readonly Segment[] {
    const known = this.blocks.get(index);
    if (known !== undefined) return known;
    const read = this.readBlock(index * BLOCK_MS, (index + 1) * BLOCK_MS);
    this.blocks.set(index, read);
    return read;
  }

  private readBlock(start: number, end: number): readonly Segment[] {
    const segments: Segment[] = [];
    let from = start;
    let offset = this.readOffset(start);
    for (let at = start; at < end; ) {
      const next = Math.min(at + PROBE_MS, end - 1);
      if (this.readOffset(next) !== offset) {
        const change = this.changeBetween(at, next);
        segments.push({ from, to: change, offset });
        from = change;
        offset = this.readOffset(change);
      }
      at = next === end - 1 ? end : next;
    }
    segments.push({ from, to: end, offset });
    return segments;
  }

  /** The first instant of another offset than that of `low`, by bisection to the millisecond. */
  private changeBetween(low: number, high: number): number {
    const before = this.readOffset(low);
    let [same, other] = [low, high];
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.readOffset(middle) === before) same = middle;
      else other = middle;
    }
    return other;
  }

  private readOffset(at: number): number {
    const second = Math.floor(at / 1_000) * 1_000;
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, seconds = 0] = this.format.format(second).split(/\D+/).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
  }
}

const tables = new Map<string, ZoneTable>();

/** The table of a zone; undefined where Intl knows no such IANA zone. */
export function findZone(zone: string): ZoneTable | undefined {
  const known = tables.get(zone);
  if (known !== undefined) return known;
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const table = new ZoneTable(format);
  tables.set(zone, table);
  return table;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  // Some engines take fixed offsets such as +08:00 for zones; they know no summer time and are not IANA names.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  const number = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    });
  } catch {
    return undefined;
  }
}
