import { seededRandom, type Random } from '@mendline/testing';
import { CalendarBook, dueAt, elapsedMs, levelDueAt, remainingMs, state, type ClockFacts, type ClockSpec, type Level } from '../../src/index.js';
import { after, before, drawCalendar, drawFacts, drawSpec, samples } from './case.generator.js';
import { ClockOracle, OutsideTable, type MinuteFacts, type MinutePoint } from './clock.oracle.js';
import { MinuteTable } from './minute.table.js';
import { OpenMinutes } from './open.minutes.js';

const MINUTE = 60_000;
/** Cases that share a calendar: drawing its minutes costs more than a case. */
const casesPerCalendar = 20;

export interface Difference {
  readonly round: number;
  readonly what: string;
  readonly zone: string;
  readonly ours: string;
  readonly walked: string;
  readonly spec: ClockSpec;
  readonly facts: MinuteFacts;
  readonly calendar: unknown;
}

export interface OracleResult {
  readonly cases: number;
  /** Comparisons made: several a case. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Cases by unit, and how many were never due. */
  readonly byUnit: Readonly<Record<string, number>>;
  readonly neverDue: number;
  /** Drawn, but left the span of the tables: not counted as cases. */
  readonly outside: number;
}

const points: readonly { readonly level: Level; readonly point: MinutePoint }[] = [
  { level: { level: 1, percent: 50 }, point: { share: 0.5 } },
  { level: { level: 2, percent: 75 }, point: { share: 0.75 } },
  { level: { level: 3, percent: 150 }, point: { share: 1.5 } },
  { level: { level: 4, offsetMinutes: -30 }, point: { offset: -30 } },
  { level: { level: 5, offsetMinutes: 45 }, point: { offset: 45 } },
];

/** Runs cases beside the walk until `count` have been compared; stops early after 20 differences. */
export const runOracle = (count: number, seed: number, say: (cases: number) => void = () => undefined): OracleResult => {
  const random = seededRandom(seed);
  const tables = new Map<string, MinuteTable>();
  const byUnit: Record<string, number> = {};
  const differences: Difference[] = [];
  let [cases, compared, neverDue, outside] = [0, 0, 0, 0];
  while (cases < count && differences.length < 20) {
    const { zone, near } = random.pick(samples);
    const table = tables.get(`${zone}${near}`) ?? new MinuteTable(zone, near - before * MINUTE, before + after);
    tables.set(`${zone}${near}`, table);
    const calendar = drawCalendar(random, zone, near);
    const book = new CalendarBook([calendar]);
    const oracle = new ClockOracle(table, new OpenMinutes(calendar, table));
    for (let of = 0; of < casesPerCalendar && cases < count; of += 1) {
      const [facts, spec] = [drawFacts(random, zone), drawSpec(random, zone)];
      const checks = checksOf(random, table, oracle, book, facts, spec);
      if (checks === null) {
        outside += 1;
        continue;
      }
      cases += 1;
      compared += checks.length;
      byUnit[spec.type] = (byUnit[spec.type] ?? 0) + 1;
      if (checks[0]?.walked === 'null') neverDue += 1;
      const wrong = checks.filter(({ ours, walked }) => ours !== walked);
      differences.push(...wrong.map((check) => ({ round: cases, zone, spec, facts, calendar, ...check })));
      if (cases % 10_000 === 0) say(cases);
    }
  }
  return { cases, compared, differences, byUnit, neverDue, outside };
};

interface Check {
  readonly what: string;
  readonly ours: string;
  readonly walked: string;
}

const checksOf = (random: Random, table: MinuteTable, oracle: ClockOracle, book: CalendarBook, facts: MinuteFacts, spec: ClockSpec): readonly Check[] | null => {
  const now = facts.start + random.int(0, 9_000);
  const { level, point } = random.pick(points);
  const date = (minute: number): Date => new Date(table.begin + minute * MINUTE);
  const own = (of: MinuteFacts): ClockFacts => ({
    startedAt: date(of.start),
    stoppedAt: null,
    pauses: of.pauses.map(({ from, to }) => ({ reason: 'parts', from: date(from), to: to === null ? null : date(to) })),
    retargets: of.retargets.map(({ at, spec: next }) => ({ at: date(at), spec: next })),
    anchors: of.anchors.map(({ name, at, since }) => ({ name, at: date(at), since: date(since) })),
    calendars: book,
  });
  try {
    const due = oracle.reach(facts, spec, { share: 1 });
    const checks: Check[] = [{ what: 'due', ours: String(minuteIn(table, dueAt(own(facts), spec))), walked: String(due) }];
    // Shares of working days need not be whole minutes.
    if (![spec, ...facts.retargets.map((retarget) => retarget.spec)].some(({ type }) => type === 'working-days') || 'offset' in point) {
      checks.push({ what: `level ${JSON.stringify(level)}`, ours: String(minuteIn(table, levelDueAt(own(facts), spec, level))), walked: String(oracle.reach(facts, spec, point)) });
    }
    return [...checks, ...readingChecks(oracle, own, facts, spec, now, date(now))];
  } catch (error) {
    if (error instanceof OutsideTable) return null;
    throw error;
  }
};

/** Counted time, time left and state at an instant, from what was known then. */
const readingChecks = (oracle: ClockOracle, own: (facts: MinuteFacts) => ClockFacts, facts: MinuteFacts, spec: ClockSpec, now: number, at: Date): readonly Check[] => {
  const known: MinuteFacts = {
    start: facts.start,
    pauses: facts.pauses.filter(({ from }) => from <= now).map(({ from, to }) => ({ from, to: to === null || to > now ? null : to })),
    retargets: facts.retargets.filter(({ at: since }) => since <= now),
    anchors: facts.anchors.filter(({ since }) => since <= now),
  };
  const last = known.retargets.at(-1)?.spec ?? spec;
  const counted = oracle.counted(known, last, now);
  const due = oracle.reach(known, spec, { share: 1 });
  const paused = known.pauses.some(({ to }) => to === null);
  const walkedState = due !== null && now > due ? 'breached' : paused ? 'paused' : 'running';
  const checks = [
    { what: 'elapsed', ours: String(elapsedMs(own(facts), spec, at) / MINUTE), walked: String(counted) },
    { what: 'state', ours: state(own(facts), spec, at), walked: walkedState },
  ];
  if (due === null) return checks;
  const left = oracle.counted(known, last, due) - counted;
  return [...checks, { what: 'remaining', ours: String(remainingMs(own(facts), spec, at) / MINUTE), walked: String(left) }];
};

const minuteIn = (table: MinuteTable, at: Date | null): number | null => (at === null ? null : (at.getTime() - table.begin) / MINUTE);
