import type { RecomputeActivities, RecomputeCause } from '@mendline/contracts/intake';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { MoveBatch } from '../move/move.batch.js';
import { TicketClocksService } from '../ticket/ticket-clocks.service.js';
import type { Recomputed } from '../ticket/ticket-clocks.service.js';
import { reachedBy } from './affected.repository.js';

type Page = Awaited<ReturnType<RecomputeActivities['recomputePage']>>;

/** Brings a changed calendar, or another version of a pack, to open tickets, a page at a time. */
@Injectable()
export class RecomputeService {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketClocksService,
    private readonly moves: MoveBatch,
  ) {}

  /** The next tickets after one, each in a transaction of its own; `onTicket` hears of each. Again, it changes nothing. */
  async page(cause: RecomputeCause, after: string, limit: number, onTicket: () => void = () => undefined): Promise<Page> {
    const ids = await this.database.tx(cause.tenantId, (em) => reachedBy(em, cause, after, limit));
    const counts = { moved: 0, earlier: 0 };
    for (const id of ids) {
      const outcome = await this.bring(cause, id);
      if (outcome !== 'same') counts.moved += 1;
      if (outcome === 'earlier') counts.earlier += 1;
      onTicket();
    }
    return { checked: ids.length, ...counts, after: ids.at(-1) ?? after, last: ids.length < limit };
  }

  private bring({ tenantId, of, code: pack, version: packVersion }: RecomputeCause, ticketId: string): Promise<Recomputed> {
    return of === 'pack' ? this.moves.follow({ tenantId, pack, packVersion }, ticketId) : this.tickets.recompute(tenantId, ticketId);
  }
}

/** The batch's pages as an activity. */
export const createRecomputeActivities = (recompute: RecomputeService): RecomputeActivities => ({
  recomputePage: ({ calendar, after, limit }) => recompute.page(calendar, after, limit),
});
