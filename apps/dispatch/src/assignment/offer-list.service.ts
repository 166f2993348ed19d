import { notFound } from '@mendline/contracts/errors';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import type { PageRequest } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { isMade, type MadeOffer, type OfferRow, type VisitOffer } from './offer.entity.js';
import { type OfferPosition, OfferRepository } from './offer.repository.js';

/** Reads of offers, under the caller's tenant and data scope. */
@Injectable()
export class OfferListService {
  constructor(
    private readonly database: Database,
    private readonly offers: OfferRepository,
  ) {}

  /** Offers to own each ticket, oldest first. Whoever sees his own only is shown those that were made to him. */
  async ofTickets(principal: Principal, ticketIds: readonly string[]): Promise<MadeOffer[][]> {
    const rows = await this.database.tx(principal.tenant, (em) => this.offers.ofTickets(em, principal.tenant, ticketIds, 'ticket'));
    return byTicket(ticketIds, visibleTo(principal, rows));
  }

  /** The same for the ticket's visits. */
  async visitsOfTickets(principal: Principal, ticketIds: readonly string[]): Promise<VisitOffer[][]> {
    const rows = await this.database.tx(principal.tenant, (em) => this.offers.ofTickets(em, principal.tenant, ticketIds, 'visit'));
    return byTicket(ticketIds, visibleTo(principal, rows));
  }

  /** The caller's own offers of tickets, newest first, one more than the page holds. */
  mine({ tenant: tenantId, personId }: Principal, { limit, after }: PageRequest): Promise<MadeOffer[]> {
    if (personId === undefined) return Promise.resolve([]);
    return this.database.tx(tenantId, (em) => this.offers.ofPerson(em, { tenantId, personId }, limit + 1, positionOf(after), 'ticket'));
  }

  /** The caller's own offers of visits, newest first, one more than the page holds. */
  myVisits({ tenant: tenantId, personId }: Principal, { limit, after }: PageRequest): Promise<VisitOffer[]> {
    if (personId === undefined) return Promise.resolve([]);
    return this.database.tx(tenantId, (em) => this.offers.ofPerson(em, { tenantId, personId }, limit + 1, positionOf(after), 'visit'));
  }

  /** Throws `offer.not-found` unless this tenant has made such an offer to own the ticket. */
  async require(tenantId: string, ticketId: string, offerId: string): Promise<MadeOffer> {
    const row = await this.find(tenantId, ticketId, offerId);
    if (row.visitId !== null) throw notFound('offer.not-found');
    return row;
  }

  /** Throws `offer.not-found` unless this tenant has made such an offer of a visit for the ticket. */
  async requireVisit(tenantId: string, ticketId: string, offerId: string): Promise<VisitOffer> {
    const row = await this.find(tenantId, ticketId, offerId);
    if (row.visitId === null) throw notFound('offer.not-found');
    return row as VisitOffer;
  }

  private async find(tenantId: string, ticketId: string, offerId: string): Promise<MadeOffer> {
    const row = await this.database.tx(tenantId, (em) => this.offers.find(em, { tenantId, offerId }));
    if (!row || row.ticketId !== ticketId || !isMade(row)) throw notFound('offer.not-found');
    return row;
  }
}

const visibleTo = <Row extends OfferRow>({ dataScope, personId }: Principal, rows: readonly Row[]): Row[] =>
  rows.filter((row) => dataScope !== 'own' || row.personId === personId);

const byTicket = <Row extends OfferRow>(ticketIds: readonly string[], rows: readonly Row[]): Row[][] => ticketIds.map((id) => rows.filter((row) => row.ticketId === id));

const positionOf = (after: PageRequest['after']): OfferPosition | null => (after === null ? null : { madeAt: new Date(after.sort), offerId: after.id });
