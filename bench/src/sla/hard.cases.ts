import { CalendarBook, dueAt, type Calendar } from '@mendline/sla';
import type { BusinessTimeLibrary } from './libraries.js';
import { office } from './office.calendar.js';

/** A question about working hours with its answer, worked out by hand. */
interface HardCase {
  readonly what: string;
  readonly zone: string;
  readonly start: string;
  readonly minutes: number;
  readonly due: string;
  /** What has to be known besides the office hours. */
  readonly calendar?: (zone: string) => Calendar;
}

const nights = (zone: string): Calendar => ({
  ...office(zone),
  overrides: [],
  periods: [{ validFrom: null, week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '22:00', to: '06:00' })) }],
});

const cn = 'Asia/Shanghai';

export const hardCases: readonly HardCase[] = [
  { what: 'over lunch', zone: cn, start: '2024-09-23T11:30+08:00', minutes: 60, due: '2024-09-23T13:30+08:00' },
  { what: 'used up at closing', zone: cn, start: '2024-09-23T17:00+08:00', minutes: 60, due: '2024-09-23T18:00+08:00' },
  { what: 'used up at lunch', zone: cn, start: '2024-09-23T11:00+08:00', minutes: 60, due: '2024-09-23T12:00+08:00' },
  { what: 'started on a Saturday', zone: cn, start: '2024-09-21T10:00+08:00', minutes: 60, due: '2024-09-23T10:00+08:00' },
  { what: 'started at night', zone: cn, start: '2024-09-23T23:30+08:00', minutes: 60, due: '2024-09-24T10:00+08:00' },
  { what: 'seconds are kept', zone: cn, start: '2024-09-23T10:00:30+08:00', minutes: 60, due: '2024-09-23T11:00:30+08:00' },
  { what: 'half a minute', zone: cn, start: '2024-09-23T10:00+08:00', minutes: 0.5, due: '2024-09-23T10:00:30+08:00' },
  { what: 'over holidays', zone: cn, start: '2024-09-30T17:00+08:00', minutes: 120, due: '2024-10-08T10:00+08:00' },
  { what: 'over a change to summer time', zone: 'Europe/Oslo', start: '2024-03-29T17:00+01:00', minutes: 120, due: '2024-04-01T10:00+02:00' },
  { what: 'make-up workday', zone: cn, start: '2024-10-11T17:00+08:00', minutes: 120, due: '2024-10-12T10:00+08:00', calendar: (zone) => office(zone, ['2024-10-12']) },
  { what: 'a zone that is not the process’s', zone: 'America/New_York', start: '2024-09-23T16:30-04:00', minutes: 60, due: '2024-09-23T17:30-04:00' },
  { what: 'night shift', zone: cn, start: '2024-09-23T23:30+08:00', minutes: 120, due: '2024-09-24T01:30+08:00', calendar: nights },
];

/** One line a case: what a library answers, or why it has no answer. */
export interface CaseRow {
  readonly what: string;
  readonly right: boolean;
  readonly said: string;
}

/** Ours, with the calendar that the case needs. */
export const ourRows = (): readonly CaseRow[] =>
  hardCases.map(({ what, zone, start, minutes, due, calendar = office }) => {
    const book = new CalendarBook([calendar(zone)]);
    const answer = dueAt({ startedAt: new Date(start), stoppedAt: null, pauses: [], retargets: [], calendars: book }, { type: 'business', minutes, calendar: 'office' });
    return rowOf(what, due, answer);
  });

/**
 * A library's answers. It can be told neither of another zone than the process's (so the process takes the case's zone, except where the
 * case is about that) nor of make-up days or nights: there it answers by office hours and holidays, which is all that it can be told.
 */
export const rowsOf = (library: BusinessTimeLibrary): readonly CaseRow[] =>
  hardCases.map(({ what, zone, start, minutes, due }) => rowOf(what, due, inZone(what.startsWith('a zone') ? cn : zone, () => library.due(new Date(start), minutes))));

/** Runs in a zone of the process. */
export const inZone = <T>(zone: string, work: () => T): T => {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
};

const rowOf = (what: string, due: string, answer: Date | null): CaseRow => {
  const right = answer?.getTime() === Date.parse(due);
  return { what, right, said: right ? 'right' : `wrong: ${answer?.toISOString() ?? 'none'} for ${new Date(due).toISOString()}` };
};
