import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isItsCustomer, TicketAccessService } from '../ownership/ticket-access.service.js';
import type { TicketCopyRow } from '../ownership/ticket-copy.entity.js';
import { PersonalTextService, type SealedText } from '../personal-text/personal-text.service.js';
import type { VisitPartRow, VisitWorkRow } from './visit.entity.js';
import { opinionField } from './visit-acceptance.service.js';
import { workField } from './visit-finding.service.js';
import { type OpenedVisit, VisitRepository } from './visit.repository.js';

export interface ShownText {
  readonly text: string | null;
  readonly withheld: boolean;
}

export type ShownWork = VisitWorkRow & { readonly shown: ShownText };

/** A visit with what was recorded, as one caller may see it. */
export type ShownVisit = OpenedVisit & {
  readonly shownWorks: readonly ShownWork[];
  readonly parts: readonly VisitPartRow[];
  readonly opinion: ShownText;
};

const dayMs = 24 * 3_600_000;

/** Reads of visits, under the caller's tenant and data scope. */
@Injectable()
export class VisitListService {
  constructor(
    private readonly database: Database,
    private readonly access: TicketAccessService,
    private readonly visits: VisitRepository,
    private readonly texts: PersonalTextService,
  ) {}

  /** Visits of each ticket, oldest first; a customer's own, and for a scope of one's own those one owns or makes. */
  ofTickets(principal: Principal, ticketIds: readonly string[]): Promise<ShownVisit[][]> {
    return this.database.tx(principal.tenant, async (em) => {
      const tickets = await this.access.visible(em, principal, ticketIds);
      const rows = await this.visits.ofTickets(em, principal.tenant, [...tickets.keys()]);
      const shown = await this.show(em, principal, tickets, rows.filter((row) => mayRead(principal, row, tickets.get(row.ticketId))));
      return ticketIds.map((id) => shown.filter(({ ticketId }) => ticketId === id));
    });
  }

  /** One visit, for whoever has just worked on it. */
  async find(principal: Principal, ticketId: string, visitId: string): Promise<ShownVisit | null> {
    const [visits = []] = await this.ofTickets(principal, [ticketId]);
    return visits.find((visit) => visit.visitId === visitId) ?? null;
  }

  /** The caller's visits with a window in the 24 hours from an instant, and those without a window yet. */
  mine(principal: Principal, from: Date, limit: number): Promise<ShownVisit[]> {
    const { tenant, personId } = principal;
    if (personId === undefined) return Promise.resolve([]);
    return this.database.tx(tenant, async (em) => {
      const rows = await this.visits.ofEngineer(em, tenant, personId, { from, to: new Date(from.getTime() + dayMs), limit });
      const tickets = await this.access.visible(em, principal, rows.map(({ ticketId }) => ticketId));
      return this.show(em, principal, tickets, rows);
    });
  }

  private async show(em: EntityManager, principal: Principal, tickets: ReadonlyMap<string, TicketCopyRow>, rows: readonly OpenedVisit[]): Promise<ShownVisit[]> {
    const ids = rows.map(({ visitId }) => visitId);
    const works = ids.length === 0 ? [] : await this.visits.worksOf(em, principal.tenant, ids);
    const parts = ids.length === 0 ? [] : await this.visits.partsOf(em, principal.tenant, ids);
    const shown: ShownVisit[] = [];
    // One connection serves the transaction: reading texts side by side would gain nothing.
    for (const row of rows) {
      const ticket = tickets.get(row.ticketId);
      const isCustomer = ticket !== undefined && isItsCustomer(ticket, principal);
      const readable = row.engineerId === principal.personId && principal.personId !== undefined;
      const shownWorks: ShownWork[] = [];
      for (const work of works.filter(({ visitId }) => visitId === row.visitId)) {
        shownWorks.push({ ...work, shown: await this.text(em, row, workField(work.workId), { encrypted: work.textEncrypted, personId: work.textPersonId }, readable) });
      }
      const opinion = await this.text(em, row, opinionField(row.visitId), { encrypted: row.opinionEncrypted, personId: row.opinionPersonId }, readable || isCustomer);
      shown.push({ ...row, shownWorks, parts: parts.filter(({ visitId }) => visitId === row.visitId), opinion });
    }
    return shown;
  }

  /** What is written freely is shown to the visit's engineer, and the customer's opinion to him: it may name people [A11-5]. */
  private async text(em: EntityManager, { tenantId }: OpenedVisit, field: string, sealed: SealedText, readable: boolean): Promise<ShownText> {
    if (!readable) return { text: null, withheld: sealed.encrypted !== null };
    return { text: await this.texts.read(em, { tenantId, field }, sealed), withheld: false };
  }
}

const mayRead = (principal: Principal, visit: OpenedVisit, ticket: TicketCopyRow | undefined): boolean => {
  if (principal.roles.includes('customer')) return ticket !== undefined && isItsCustomer(ticket, principal);
  if (principal.dataScope !== 'own') return true;
  return principal.personId !== undefined && [visit.engineerId, ticket?.ownerId].includes(principal.personId);
};
