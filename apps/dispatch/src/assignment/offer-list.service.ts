import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import type { PageRequest } from '@mendline/platform/graphql';
import { notFound } from '@mendline/contracts/errors';
import { Injectable } from '@nestjs/common';
import type { MadeOffer } from './offer.entity.js';
import { type OfferPosition, OfferRepository } from './offer.repository.js';

/** Reads of offers, under the caller's tenant and data scope. */
@Injectable()
export class OfferListService {
  constructor(
    private readonly database: Database,
    private readonly offers: OfferRepository,
  ) {}

  /** Offers of each ticket, oldest first. Whoever sees his own only is shown those that were made to him. */
  async ofTickets(principal: Principal, ticketIds: readonly string[]): Promise<MadeOffer[][]> {
    const rows = await this.database.tx(principal.tenant, (em) => this.offers.ofTickets(em, principal.tenant, ticketIds));
    const visible = principal.dataScope === 'own' ? rows.filter((row) => row.personId === principal.personId) : rows;
    return ticketIds.map((id) => visible.filter((row) => row.ticketId === id));
  }

  /** The caller's own, newest first, one more than the page holds. */
  mine({ tenant, personId }: Principal, { limit, after }: PageRequest): Promise<MadeOffer[]> {
    if (personId === undefined) return Promise.resolve([]);
    return this.database.tx(tenant, (em) => this.offers.ofPerson(em, tenant, personId, limit + 1, positionOf(after)));
  }

  /** Throws `offer.not-found` unless this tenant has made such an offer of the ticket. */
  async require(tenantId: string, ticketId: string, offerId: string): Promise<MadeOffer> {
    const row = await this.database.tx(tenantId, (em) => this.offers.find(em, { tenantId, offerId }));
    if (!row || row.ticketId !== ticketId || row.personId === null) throw notFound('offer.not-found');
    return row as MadeOffer;
  }
}

const positionOf = (after: PageRequest['after']): OfferPosition | null => (after === null ? null : { madeAt: new Date(after.sort), offerId: after.id });
