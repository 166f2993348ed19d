import type { RecomputeActivities, RecomputeCalendar } from '@mendline/contracts/intake';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { TicketClocksService } from '../ticket/ticket-clocks.service.js';
import { affectedTickets } from './affected.repository.js';

type Page = Awaited<ReturnType<RecomputeActivities['recomputePage']>>;

/** Brings a changed calendar to open tickets, a page at a time. */
@Injectable()
export class RecomputeService {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketClocksService,
  ) {}

  /** The next tickets after one, each in a transaction of its own; `onTicket` hears of each. Again, it changes nothing. */
  async page(calendar: RecomputeCalendar, after: string, limit: number, onTicket: () => void = () => undefined): Promise<Page> {
    const { tenantId } = calendar;
    const ids = await this.database.tx(tenantId, (em) => affectedTickets(em, tenantId, calendar, after, limit));
    const counts = { moved: 0, earlier: 0 };
    for (const id of ids) {
      const outcome = await this.tickets.recompute(tenantId, id);
      if (outcome !== 'same') counts.moved += 1;
      if (outcome === 'earlier') counts.earlier += 1;
      onTicket();
    }
    return { checked: ids.length, ...counts, after: ids.at(-1) ?? after, last: ids.length < limit };
  }
}

/** The batch's pages as an activity. */
export const createRecomputeActivities = (recompute: RecomputeService): RecomputeActivities => ({
  recomputePage: ({ calendar, after, limit }) => recompute.page(calendar, after, limit),
});
