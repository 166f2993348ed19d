import { Injectable } from '@nestjs/common';
import type { Fact } from '@mendline/contracts/facts';
import { notFound } from '@mendline/contracts/errors';
import { Database } from '@mendline/platform/database';
import { connectionPage } from '@mendline/platform/graphql';
import type { Connection, PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import type { TicketScope } from '../access/ticket-scope.js';
import type { TicketFact } from './fact-order.domain.js';
import type { QualityClockRow, QualityEscalationRow } from './quality-clock.entity.js';
import { QualityFactRepository } from './quality-fact.repository.js';
import { foldTicket } from './quality-ticket.domain.js';
import type { QualityTicketRow } from './quality-ticket.entity.js';
import { QualityTicketRepository } from './quality-ticket.repository.js';


const toTicketFact = (fact: Fact): TicketFact => ({
  id: fact.id,
  type: fact.type,
  aggregateId: fact.aggregateid,
  incarnation: fact.incarnation,
  aggregateVersion: fact.aggregateversion,
  ticketSeq: fact.ticketseq ?? 0,
  time: fact.time,
  data: fact.data,
});

/** A ticket's row as it is shown. */
export type TicketView = Omit<QualityTicketRow, 'milestones'> & { readonly milestones: { milestone: string; round: number; at: Date }[] };

/** A page of tickets and the instant up to which it knows. */
export interface TicketPage {
  readonly edges: { cursor: string; node: TicketView }[];
  readonly pageInfo: Connection<TicketView>['pageInfo'];
  readonly asOf: Date | null;
}

const toTicket = (row: QualityTicketRow): TicketView => ({ ...row, milestones: row.milestones.map((reached) => ({ ...reached, at: new Date(reached.at) })) });

/** What quality analysis knows of single tickets: read from facts only. */
@Injectable()
export class QualityTicketService {
  constructor(
    private readonly database: Database,
    private readonly facts: QualityFactRepository,
    private readonly tickets: QualityTicketRepository,
  ) {}

  /** Takes a fact about a ticket. Any order and any number of times give the same rows. */
  async take(em: EntityManager, fact: Fact): Promise<void> {
    const { tenantid: tenantId, subject: ticketId } = fact;
    await this.facts.lock(em, tenantId, ticketId);
    if (!(await this.facts.add(em, tenantId, ticketId, toTicketFact(fact)))) return;
    const folded = foldTicket(ticketId, await this.facts.ofTicket(em, tenantId, ticketId));
    if (folded) await this.tickets.save(em, tenantId, folded);
  }

  /** Forgets everything; the facts must be read again. */
  clear(em: EntityManager): Promise<void> {
    return this.tickets.clear(em);
  }

  /** Newest first. */
  page(tenantId: string, scope: TicketScope, page: PageRequest): Promise<TicketPage> {
    return this.database.tx(tenantId, async (em) => {
      const rows = await this.tickets.page(em, tenantId, scope, page.limit + 1, page.after);
      const list = connectionPage(rows.map(toTicket), page, ({ registeredAt, ticketId }) => ({ sort: registeredAt.toISOString(), id: ticketId }));
      return { ...list, edges: [...list.edges], asOf: await this.tickets.asOf(em, tenantId) };
    });
  }

  /** Throws `ticket.not-found` for an unknown ticket and for one outside the caller's scope alike. */
  async get(tenantId: string, scope: TicketScope, ticketId: string): Promise<TicketView> {
    const row = await this.database.tx(tenantId, (em) => this.tickets.find(em, tenantId, scope, ticketId));
    if (!row) throw notFound('ticket.not-found');
    return toTicket(row);
  }

  clocks(tenantId: string, ticketIds: readonly string[]): Promise<QualityClockRow[]> {
    return this.database.tx(tenantId, (em) => this.tickets.clocks(em, tenantId, ticketIds));
  }

  escalations(tenantId: string, ticketIds: readonly string[]): Promise<QualityEscalationRow[]> {
    return this.database.tx(tenantId, (em) => this.tickets.escalations(em, tenantId, ticketIds));
  }

  /** The instant of the newest fact that was read for a tenant; null before the first. */
  asOf(em: EntityManager, tenantId: string): Promise<Date | null> {
    return this.tickets.asOf(em, tenantId);
  }
}
