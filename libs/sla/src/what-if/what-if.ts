import { NO_CALENDARS, type CalendarBook } from '../calendar/calendar.book.js';
import { reach } from '../clock.course.js';
import { ClockError } from '../clock.error.js';
import { calendarOf } from '../clock.strategies.js';
import type { ClockFacts } from '../clock.types.js';
import { isoOf } from '../instant.js';
import type { ClockFault, ClockMove, OpenClock, OpenTicket, ProposedChange, ProposedSpec, WhatIfProgress, WhatIfResult } from './what-if.types.js';

/** Tickets between two reports of progress. */
const PAGE = 500;

/**
 * Which running clocks would move if a change were applied at `now`: from when to when, and who would become late. Nothing is applied.
 * A generator: it yields its progress every 500 tickets, so that a caller can breathe or give up, and returns the result.
 */
export function* whatIf(tickets: Iterable<OpenTicket>, change: ProposedChange, now: Date): Generator<WhatIfProgress, WhatIfResult> {
  const moves: ClockMove[] = [];
  const faults: ClockFault[] = [];
  const forecast = new Forecast(change, now);
  let [count, clocks] = [0, 0];
  for (const { ticketId, clocks: open } of tickets) {
    for (const clock of open) {
      clocks += 1;
      try {
        const move = forecast.moveOf(clock, ticketId);
        if (move !== undefined) moves.push(move);
      } catch (error) {
        if (!(error instanceof ClockError)) throw error;
        faults.push({ ticketId, code: clock.code, round: clock.round, error: error.code });
      }
    }
    count += 1;
    if (count % PAGE === 0) yield { tickets: count, moved: moves.length };
  }
  const late = moves.filter(({ becomesLate }) => becomesLate);
  return { tickets: count, clocks, moves, movedTickets: idsOf(moves), lateTickets: idsOf(late), faults };
}

/** `whatIf` that reports to `onProgress` and awaits it after every page, so that others get their turn. */
export async function whatIfInPages(
  tickets: Iterable<OpenTicket>,
  change: ProposedChange,
  now: Date,
  onProgress: (progress: WhatIfProgress) => Promise<void>,
): Promise<WhatIfResult> {
  const pages = whatIf(tickets, change, now);
  for (;;) {
    const page = pages.next();
    if (page.done === true) return page.value;
    await onProgress(page.value);
  }
}

class Forecast {
  private readonly now: number;
  private readonly changed: ReadonlySet<string>;
  private readonly books = new Map<CalendarBook, CalendarBook>();

  constructor(
    private readonly change: ProposedChange,
    private readonly at: Date,
  ) {
    this.now = at.getTime();
    this.changed = new Set(change.calendars?.map(({ code }) => code));
  }

  /** What the change does to a clock; undefined where it does nothing. A stopped clock never changes. */
  moveOf(clock: OpenClock, ticketId: string): ClockMove | undefined {
    if (clock.facts.stoppedAt !== null) return undefined;
    const proposed = this.change.specOf?.(clock, ticketId);
    if (proposed === undefined && !this.countsByChanged(clock)) return undefined;
    const before = reach(clock.facts, clock.spec);
    const after = proposed === 'dropped' ? null : reach(this.factsAfter(clock.facts, proposed), clock.spec);
    if (before === after && proposed !== 'dropped') return undefined;
    const [wasLate, isLate] = [this.isLate(before), this.isLate(after)];
    return {
      ticketId,
      code: clock.code,
      round: clock.round,
      from: isoOf(before),
      to: isoOf(after),
      dropped: proposed === 'dropped',
      becomesLate: isLate && !wasLate,
      becomesTimely: wasLate && !isLate,
    };
  }

  private factsAfter(facts: ClockFacts, proposed: Exclude<ProposedSpec, 'dropped'> | undefined): ClockFacts {
    const calendars = this.bookAfter(facts.calendars ?? NO_CALENDARS);
    return proposed === undefined ? { ...facts, calendars } : { ...facts, calendars, retargets: [...facts.retargets, { at: this.at, ...proposed }] };
  }

  private bookAfter(book: CalendarBook): CalendarBook {
    if (this.change.calendars === undefined) return book;
    const known = this.books.get(book) ?? book.with(this.change.calendars);
    this.books.set(book, known);
    return known;
  }

  private countsByChanged({ spec, facts }: OpenClock): boolean {
    if (this.changed.size === 0) return false;
    return [spec, ...facts.retargets.map((retarget) => retarget.spec)].some((of) => this.changed.has(calendarOf(of) ?? ''));
  }

  /** Late at the first instant after `now`: a deadline at `now` itself can no longer be met by anything that is still to come. */
  private isLate(due: number | null): boolean {
    return due !== null && due <= this.now;
  }
}

function idsOf(moves: readonly ClockMove[]): readonly string[] {
  return [...new Set(moves.map(({ ticketId }) => ticketId))];
}
