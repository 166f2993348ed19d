import { whatIf } from '@mendline/sla';
import type { CalendarBook, ClockFault, ClockMove, OpenTicket, WhatIfResult } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OpenClockService } from '../clock/open-clock.service.js';
import type { ClockSubject } from '../clock/open-clock.service.js';
import { TicketClocksService } from '../ticket/ticket-clocks.service.js';
import { affectedTickets } from './affected.repository.js';
import { isNarrower, narrowestFor } from './calendar.domain.js';
import type { CalendarKey, OwnedCalendar } from './calendar.domain.js';
import { newestOfTenant } from './calendar.repository.js';
import { CalendarService } from './calendar.service.js';

const pageSize = 500;
const shown = 100;

/** What a calendar would change if it were set now: counts, and the first moves and faults. */
export interface CalendarForecast {
  readonly tickets: number;
  readonly clocks: number;
  readonly moved: number;
  readonly late: number;
  readonly timely: number;
  readonly impossible: number;
  readonly moves: readonly ClockMove[];
  readonly faults: readonly ClockFault[];
}

const none: CalendarForecast = { tickets: 0, clocks: 0, moved: 0, late: 0, timely: 0, impossible: 0, moves: [], faults: [] };

/** Thinks a calendar through before it is set: which open tickets move, from when to when, and who becomes late. */
@Injectable()
export class CalendarForecaster {
  constructor(
    private readonly open: OpenClockService,
    private readonly tickets: TicketClocksService,
    private readonly calendars: CalendarService,
  ) {}

  async forecast(em: EntityManager, tenantId: string, candidate: OwnedCalendar, now: Date): Promise<CalendarForecast> {
    const keys = await newestOfTenant(em, tenantId);
    let sum = none;
    for (let after = ''; ; ) {
      const ids = await affectedTickets(em, tenantId, { code: candidate.code, ...candidate.scope }, after, pageSize);
      const rows = await this.tickets.rows(em, tenantId, ids);
      const tickets = await this.open.of(em, tenantId, rows, (subject) => this.bookOf(em, subject, keys, candidate));
      sum = added(sum, thoughtThrough(tickets, candidate, now));
      if (ids.length < pageSize) return sum;
      after = ids.at(-1) ?? after;
    }
  }

  /** What a ticket counts by now; null where a narrower calendar than the candidate counts for it. */
  private async bookOf(em: EntityManager, { tenantId, region, customerId }: ClockSubject, keys: readonly CalendarKey[], candidate: OwnedCalendar): Promise<CalendarBook | null> {
    const own = narrowestFor(keys, { region, customer: customerId });
    const counting = own.find(({ code }) => code === candidate.code);
    return counting && isNarrower(counting.of, candidate.scope.of) ? null : this.calendars.book(em, tenantId, own);
  }
}

const thoughtThrough = (tickets: readonly OpenTicket[], candidate: OwnedCalendar, now: Date): WhatIfResult => {
  const pages = whatIf(tickets, { calendars: [candidate] }, now);
  for (;;) {
    const page = pages.next();
    if (page.done === true) return page.value;
  }
};

const added = (sum: CalendarForecast, { tickets, clocks, moves, faults }: WhatIfResult): CalendarForecast => ({
  tickets: sum.tickets + tickets,
  clocks: sum.clocks + clocks,
  moved: sum.moved + moves.length,
  late: sum.late + moves.filter(({ becomesLate }) => becomesLate).length,
  timely: sum.timely + moves.filter(({ becomesTimely }) => becomesTimely).length,
  impossible: sum.impossible + faults.length,
  moves: [...sum.moves, ...moves].slice(0, shown),
  faults: [...sum.faults, ...faults].slice(0, shown),
});
