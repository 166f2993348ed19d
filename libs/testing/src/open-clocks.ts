import { seededRandom } from './seeded.random.js';

const zone = 'Asia/Shanghai';

/** Ten targets of a ticket, of several units. */
const specsBy = (calendar: string) =>
  [
    { type: 'elapsed', minutes: 15 },
    { type: 'business', calendar, minutes: 30 },
    { type: 'business', calendar, minutes: 120 },
    { type: 'business', calendar, minutes: 480 },
    { type: 'half-working-day', calendar, minutes: 240 },
    { type: 'working-days', calendar, days: 1 },
    { type: 'working-days', calendar, days: 3, cutOff: '16:00' },
    { type: 'wall-time', at: '17:00', zone, calendar },
    { type: 'weekly-plan', zone, cutOff: { day: 5, at: '12:00' }, due: { day: 5, at: '18:00' }, calendar, move: 'previous-working-day' },
    { type: 'month-day', day: 5, at: '18:00', zone, calendar, move: 'next-working-day' },
  ] as const;

/**
 * Open tickets with ten clocks each, in the form that libs/sla reads (which this library does not know): begun in a week of September
 * 2024, every other one with two pauses, every tenth with another priority. `calendar` is the code of a calendar of the book `calendars`.
 */
export const openClocks = <Book>(count: number, calendar: string, calendars: Book) => {
  const random = seededRandom(10_000);
  const specs = specsBy(calendar);
  return Array.from({ length: count }, (_, index) => {
    const startedAt = new Date(Date.UTC(2024, 8, 16) + random.int(0, 7 * 1_440) * 60_000);
    const at = (minutes: number): Date => new Date(startedAt.getTime() + minutes * 60_000);
    const pauses = index % 2 === 0 ? [] : [{ reason: 'parts', from: at(20), to: at(random.int(30, 600)) }, { reason: 'customer', from: at(300), to: at(random.int(400, 900)) }];
    const retargets = index % 10 === 0 ? [{ at: at(60), spec: { type: 'business', calendar, minutes: 240 } as const }] : [];
    const facts = { startedAt, stoppedAt: null, pauses, retargets, calendars };
    return { ticketId: `t${index}`, clocks: specs.map((spec, place) => ({ code: `c${place}`, round: 1, spec, facts })) };
  });
};
