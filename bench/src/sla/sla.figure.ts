import { CalendarBook, dueAt } from '@mendline/sla';
import { seededRandom } from '@mendline/testing';
import type { Figure, Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import { hardCases, inZone, ourRows, rowsOf } from './hard.cases.js';
import { wholeDayLibrary, workingHourLibraries, type BusinessTimeLibrary } from './libraries.js';
import { office } from './office.calendar.js';

const zone = 'Asia/Shanghai';
const questions = 20_000;
const millisecondsEach = 2_000;

/** libs/sla beside libraries of npm. Needs no running system. */
export const measureSla = (say: Say): Measurement => inZone(zone, () => {
  const libraries = workingHourLibraries();
  return { figures: [speed(libraries, say), correctness(libraries, say)] };
});

const speed = (libraries: readonly BusinessTimeLibrary[], say: Say): Figure => {
  const random = seededRandom(1);
  const asked = Array.from({ length: questions }, () => ({ start: new Date(Date.UTC(2024, 0, 8) + random.int(0, 330 * 1_440) * 60_000), minutes: random.int(1, 2_400) }));
  const calendars = new CalendarBook([office(zone)]);
  const ours: BusinessTimeLibrary = {
    name: '@mendline/sla',
    due: (startedAt, minutes) => dueAt({ startedAt, stoppedAt: null, pauses: [], retargets: [], calendars }, { type: 'business', minutes, calendar: 'office' }) ?? new Date(Number.NaN),
  };
  const rates = new Map([ours, ...libraries].map((library) => {
    const rate = rateOf(library, asked);
    say(`${library.name}: ${rate.toFixed(0)} due instants per s`);
    return [library.name, rate] as const;
  }));
  const [fastest] = [...libraries].sort((a, b) => (rates.get(b.name) ?? 0) - (rates.get(a.name) ?? 0));
  return {
    name: 'due instants of working hours with holidays', unit: '1/s', ours: rates.get(ours.name) ?? 0, goal: { shareAtLeast: 1 },
    raw: { what: `the fastest library, ${fastest?.name ?? 'none'}`, value: rates.get(fastest?.name ?? '') ?? 0 },
    details: { ...Object.fromEntries(libraries.map(({ name }) => [`${name} 1/s`, rates.get(name) ?? 0])), [wholeDayLibrary()]: 'counts whole days only' },
  };
};

/** Answers a second, after a warm-up, until the time is used up. */
const rateOf = ({ due }: BusinessTimeLibrary, asked: readonly { readonly start: Date; readonly minutes: number }[]): number => {
  for (const { start, minutes } of asked.slice(0, 500)) due(start, minutes);
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < millisecondsEach) {
    const { start, minutes } = asked[count % asked.length] ?? { start: new Date(), minutes: 1 };
    due(start, minutes);
    count += 1;
  }
  return (count * 1_000) / (performance.now() - began);
};

/** How many of the hard cases are answered rightly, and a table of those that are not. */
const correctness = (libraries: readonly BusinessTimeLibrary[], say: Say): Figure => {
  const ours = ourRows().filter(({ right }) => right).length;
  const details: Record<string, string> = {};
  for (const library of libraries) {
    const rows = rowsOf(library);
    details[`${library.name} right`] = `${rows.filter(({ right }) => right).length} of ${rows.length}`;
    for (const { what, said } of rows.filter(({ right }) => !right)) {
      say(`${library.name}: ${what}: ${said}`);
      details[`${library.name}: ${what}`] = said;
    }
  }
  return { name: 'hard cases answered wrongly by us', unit: `of ${hardCases.length}`, ours: hardCases.length - ours, goal: { atMost: 0 }, details };
};
