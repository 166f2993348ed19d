import { Injectable } from '@nestjs/common';
import { notFound } from '@mendline/contracts/errors';
import { Database } from '@mendline/platform/database';
import { connectionPage } from '@mendline/platform/graphql';
import type { Connection, PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import type { TicketScope } from '../access/ticket-scope.js';
import type { QualityClockRow, QualityEscalationRow } from './quality-clock.entity.js';
import type { QualityTicketRow } from './quality-ticket.entity.js';
import { QualityTicketRepository } from './quality-ticket.repository.js';
import type { QualityVisitRow } from './quality-visit.entity.js';

/** A ticket's row as it is shown. */
export type TicketView = Omit<QualityTicketRow, 'milestones'> & { readonly milestones: { milestone: string; round: number; at: Date }[] };

/** A visit's row as it is shown. */
export type VisitView = Omit<QualityVisitRow, 'missedWindows'> & { readonly missedWindows: { engineerId: string | null; from: Date; to: Date }[] };

/** A page of tickets and the instant up to which it knows. */
export interface TicketPage {
  readonly edges: { cursor: string; node: TicketView }[];
  readonly pageInfo: Connection<TicketView>['pageInfo'];
  readonly asOf: Date | null;
}

const toTicket = (row: QualityTicketRow): TicketView => ({ ...row, milestones: row.milestones.map((reached) => ({ ...reached, at: new Date(reached.at) })) });

const toVisit = (row: QualityVisitRow): VisitView => ({
  ...row, missedWindows: row.missedWindows.map(({ engineerId, from, to }) => ({ engineerId, from: new Date(from), to: new Date(to) })),
});

/** What quality analysis knows of single tickets. */
@Injectable()
export class QualityTicketService {
  constructor(
    private readonly database: Database,
    private readonly tickets: QualityTicketRepository,
  ) {}

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

  async visits(tenantId: string, ticketIds: readonly string[]): Promise<VisitView[]> {
    return (await this.database.tx(tenantId, (em) => this.tickets.visits(em, tenantId, ticketIds))).map(toVisit);
  }

  /** The instant of the newest fact that was read for a tenant; null before the first. */
  asOf(em: EntityManager, tenantId: string): Promise<Date | null> {
    return this.tickets.asOf(em, tenantId);
  }
}
