import { isDeepStrictEqual } from 'node:util';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { enqueue } from '@mendline/platform/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ClockService } from '../clock/clock.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketFactsService } from './ticket-facts.service.js';
import { TicketEntity } from './ticket.entity.js';
import { lockTicket, saveTicket } from './ticket.repository.js';

/** What computing a ticket's clocks anew has changed. */
export type Recomputed = 'same' | 'moved' | 'earlier';

/** Computes the clocks of tickets anew when something outside their life has changed: a calendar, a region. */
@Injectable()
export class TicketClocksService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly clocks: ClockService,
    private readonly facts: TicketFactsService,
  ) {}

  /** Rows of several tickets, by id. */
  rows(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<TicketEntity[]> {
    return em.find(TicketEntity, { where: { tenantId, id: In([...ids]) }, order: { id: 'ASC' } });
  }

  /** In a transaction of its own. A ticket that is archived meanwhile stays as it is. */
  async recompute(tenantId: string, ticketId: string): Promise<Recomputed> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await lockTicket(em, tenantId, ticketId);
      if (!ticket || ticket.archivedAt !== null) return 'same';
      return this.recomputeLocked(em, ticket, await this.clock.now(em));
    });
  }

  /** In the caller's transaction, who holds the row's lock; the row is saved. Only a ticket that has to look earlier is woken. */
  async recomputeLocked(em: EntityManager, ticket: TicketEntity, now: Date): Promise<Recomputed> {
    const pack = await this.packs.of(em, ticket);
    const { nextClockAt: before, nextDueAt, nextRiskAt } = ticket;
    const drafts = await this.clocks.recompute(em, ticket, pack, now);
    const listed = [ticket.nextClockAt, ticket.nextDueAt, ticket.nextRiskAt];
    if (drafts.length === 0 && isDeepStrictEqual([before, nextDueAt, nextRiskAt], listed)) return 'same';
    ticket.revision += 1;
    await this.facts.append(em, ticket, pack, { drafts, commandId: null, at: now });
    await saveTicket(em, ticket);
    if (ticket.nextClockAt === null || (before !== null && ticket.nextClockAt >= before)) return 'moved';
    await enqueue(em, { tenantId: ticket.tenantId, kind: 'temporal.wake', key: ticket.id, payload: { tenantId: ticket.tenantId, ticketId: ticket.id } });
    return 'earlier';
  }
}
