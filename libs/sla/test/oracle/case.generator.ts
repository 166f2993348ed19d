import type { Random } from '@mendline/testing';
import { checkCalendar, type Calendar, type CalendarOverride, type ClockSpec, type WeeklyWindow } from '../../src/index.js';
import type { MinuteFacts } from './clock.oracle.js';

/** Zones with changes of the clocks inside the span that is walked: an hour, half an hour, :45 offsets, at midnight, a skipped date, and none. */
export const samples = [
  { zone: 'Asia/Shanghai', near: Date.UTC(2024, 9, 1) },
  { zone: 'Asia/Shanghai', near: Date.UTC(2025, 0, 20) },
  { zone: 'Europe/Oslo', near: Date.UTC(2024, 2, 25) },
  { zone: 'Europe/Oslo', near: Date.UTC(2024, 9, 20) },
  { zone: 'America/New_York', near: Date.UTC(2024, 9, 28) },
  { zone: 'America/New_York', near: Date.UTC(2025, 2, 4) },
  { zone: 'Australia/Lord_Howe', near: Date.UTC(2024, 3, 1) },
  { zone: 'Australia/Lord_Howe', near: Date.UTC(2024, 9, 1) },
  { zone: 'Asia/Kathmandu', near: Date.UTC(2024, 11, 26) },
  { zone: 'Pacific/Chatham', near: Date.UTC(2024, 3, 1) },
  { zone: 'Pacific/Chatham', near: Date.UTC(2024, 8, 24) },
  { zone: 'America/Santiago', near: Date.UTC(2024, 8, 2) },
  { zone: 'America/St_Johns', near: Date.UTC(2024, 2, 5) },
  { zone: 'Pacific/Apia', near: Date.UTC(2011, 11, 24) },
] as const;

/** Minutes of a table before and after the day around which cases lie. */
export const before = 50 * 1_440;
export const after = 100 * 1_440;

const two = (value: number): string => String(value).padStart(2, '0');
const timeText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const dateText = (at: number): string => new Date(at).toISOString().slice(0, 10);
const name = { zh: '假日', en: 'holiday' };

const drawTime = (random: Random): string => (random.chance(0.4) ? `${two(random.int(0, 23))}:${random.pick(['00', '30'])}` : random.chance(0.3) ? `0${random.int(0, 3)}:${random.pick(['00', '15', '30', '45'])}` : timeText(random.int(0, 1_439)));

/** Up to three windows of a day that do not overlap; the last may reach over midnight. */
const drawWindows = (random: Random): { from: string; to: string }[] => {
  const grain = random.pick([1, 15, 30, 60]);
  const count = random.pick([1, 1, 2, 2, 3]);
  const edges = new Set<number>();
  while (edges.size < count * 2) edges.add(random.int(0, Math.floor(1_439 / grain)) * grain);
  const sorted = [...edges].sort((a, b) => a - b);
  const windows = Array.from({ length: count }, (_, i) => ({ from: timeText(sorted[2 * i] ?? 0), to: timeText(sorted[2 * i + 1] ?? 0) }));
  const last = windows[count - 1];
  if (last !== undefined && random.chance(0.25)) last.to = random.chance(0.4) ? '24:00' : timeText(random.int(0, 6) * 60);
  return windows.filter(({ from, to }) => from !== to);
};

const drawWeek = (random: Random): WeeklyWindow[] => {
  if (random.chance(0.1)) return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
  const usual = drawWindows(random);
  return [1, 2, 3, 4, 5, 6, 7].flatMap((day) => {
    if (random.chance(day > 5 ? 0.7 : 0.1)) return [];
    return (random.chance(0.7) ? usual : drawWindows(random)).map((window) => ({ day, ...window }));
  });
};

const drawOverride = (random: Random, date: string): CalendarOverride => {
  const kind = random.pick(['closed', 'closed', 'special', 'workday', 'workday'] as const);
  if (kind === 'closed') return { date, name, kind };
  if (kind === 'special') return { date, name, kind, windows: drawWindows(random) };
  return random.chance(0.5) ? { date, name, kind, windows: drawWindows(random) } : { date, name, kind, ...(random.chance(0.6) && { like: random.int(1, 7) }) };
};

/** A calendar of split shifts, nights, holidays, make-up days and changes of the week, that `checkCalendar` finds right. */
export const drawCalendar = (random: Random, zone: string, near: number): Calendar => {
  for (;;) {
    const day = (days: number): string => dateText(near + days * 86_400_000);
    const change = random.chance(0.3) ? [{ validFrom: day(random.int(-5, 30)), week: drawWeek(random) }] : [];
    const run = random.chance(0.5) ? Array.from({ length: random.int(2, 9) }, (_, i) => day(4 + i)) : [];
    const dates = new Set([...run, ...Array.from({ length: random.int(0, 8) }, () => day(random.int(-20, 40)))]);
    const calendar: Calendar = {
      code: 'work',
      version: 1,
      name: { zh: '工作日历', en: 'working calendar' },
      zone,
      periods: [{ validFrom: null, week: drawWeek(random) }, ...change],
      overrides: [...dates].map((date) => (run.includes(date) ? { date, name, kind: 'closed' as const } : drawOverride(random, date))),
    };
    if (checkCalendar(calendar).length === 0) return calendar;
  }
};

/** A spec of every unit that lies within the table; durations divide by 20, so that shares are whole minutes. */
export const drawSpec = (random: Random, zone: string): ClockSpec => {
  const calendar = 'work';
  const move = random.pick(['none', 'previous-working-day', 'next-working-day'] as const);
  const moved = { zone, ...(move !== 'none' && { move, calendar }) };
  const draw: readonly (() => ClockSpec)[] = [
    () => ({ type: 'elapsed', minutes: 20 * random.int(1, 400) }),
    () => ({ type: 'business', calendar, minutes: 20 * random.int(1, 150) }),
    () => ({ type: 'business', calendar, minutes: 20 * random.int(1, 20) }),
    () => ({ type: 'half-working-day', calendar, minutes: 20 * random.int(6, 15), halves: random.int(1, 3) }),
    () => ({ type: 'working-days', calendar, days: random.int(0, 6), ...(random.chance(0.5) && { cutOff: drawTime(random) }) }),
    () => ({ type: 'working-days', calendar, days: random.int(1, 6), dueBy: 'same-time', ...(random.chance(0.5) && { cutOff: drawTime(random) }) }),
    () => ({ type: 'wall-time', at: drawTime(random), zone, ...(random.chance(0.5) && { days: random.int(1, 5) }), ...(random.chance(0.5) && { calendar }) }),
    () => ({ type: 'month-day', day: random.int(1, 31), at: drawTime(random), ...moved, ...(random.chance(0.5) && { months: 1 }) }),
    () => ({ type: 'weekly-plan', cutOff: { day: random.int(1, 7), at: drawTime(random) }, due: { day: random.int(1, 7), at: drawTime(random) }, weeks: random.int(1, 2), ...moved }),
    () => ({ type: 'appointment', anchor: 'visit' }),
    () => ({ type: 'offset', anchor: 'visit', minutes: random.int(-600, 600), ...(random.chance(0.5) && { calendar }) }),
  ];
  return random.pick(draw)();
};

/** What may happen to a clock: overlapping and open pauses, retargets to any unit, appointments that move. */
export const drawFacts = (random: Random, zone: string): MinuteFacts => {
  // Half of the cases lie on half hours, so that instants meet: a pause that begins at due, a start at the cut-off.
  const grain = random.pick([1, 30]);
  const within = (low: number, high: number): number => random.int(Math.ceil(low / grain), Math.floor(high / grain)) * grain;
  const start = before + random.int(-3, 9) * 1_440 + within(0, 1_439);
  const pause = (): MinuteFacts['pauses'][number] => {
    const from = start + within(-600, random.pick([600, 5_000]));
    return { from, to: random.chance(0.06) ? null : from + random.pick([0, within(0, 120), within(0, 3_000)]) };
  };
  const anchors = Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => ({ name: 'visit', since: start + within(-1_000, 3_000), at: start + within(-200, 8_000) }));
  return {
    start,
    pauses: Array.from({ length: random.pick([0, 0, 1, 2, 4]) }, pause),
    retargets: Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, () => ({ at: start + within(0, 4_000), spec: drawSpec(random, zone) })).sort((a, b) => a.at - b.at),
    anchors: anchors.filter(({ since }, index) => anchors.findIndex((other) => other.since === since) === index).sort((a, b) => a.since - b.since),
  };
};
