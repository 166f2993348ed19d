import { ClockError } from '../clock.error.js';
import type { Calendar, CalendarScope } from './calendar.types.js';
import { WorkTimeline } from './work.timeline.js';

/** Calendars by code, each in one version, compiled when first asked for. A book never changes: a new version is a new book. */
export class CalendarBook {
  private readonly calendars: ReadonlyMap<string, Calendar>;

  constructor(calendars: Iterable<Calendar>) {
    this.calendars = new Map([...calendars].map((calendar) => [calendar.code, calendar]));
  }

  /** Throws ClockError `clock.calendar-unknown`. */
  timeline(code: string): WorkTimeline {
    const calendar = this.calendars.get(code);
    if (calendar === undefined) throw new ClockError('clock.calendar-unknown', `there is no calendar '${code}'`);
    return timelineOf(calendar);
  }

  find(code: string): Calendar | undefined {
    return this.calendars.get(code);
  }

  codes(): readonly string[] {
    return [...this.calendars.keys()];
  }

  /** The same book with these calendars in place of those of the same codes. */
  with(calendars: Iterable<Calendar>): CalendarBook {
    return new CalendarBook([...this.calendars.values(), ...calendars]);
  }
}

/** A book without calendars, for clocks that need none. */
export const NO_CALENDARS = new CalendarBook([]);

/** Compiled once per calendar object, however many books hold it. */
const timelines = new WeakMap<Calendar, WorkTimeline>();

export function timelineOf(calendar: Calendar): WorkTimeline {
  const known = timelines.get(calendar);
  if (known !== undefined) return known;
  const made = new WorkTimeline(calendar);
  timelines.set(calendar, made);
  return made;
}

const narrowestFirst: readonly CalendarScope['of'][] = ['customer', 'region', 'tenant'];

/**
 * The calendar that counts for a subject: the customer's own, else the region's, else the tenant's; undefined when none was
 * made for any of them. A calendar without scope counts for nobody by itself.
 */
export function calendarFor(calendars: readonly Calendar[], subject: Readonly<Partial<Record<CalendarScope['of'], string>>>): Calendar | undefined {
  return narrowestFirst
    .flatMap((of) => calendars.filter(({ scope }) => scope?.of === of && scope.id === subject[of]))
    .at(0);
}
