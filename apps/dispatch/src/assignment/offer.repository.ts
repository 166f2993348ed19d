import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { OfferOutcome } from '@mendline/contracts/dispatch';
import { type MadeOffer, OfferRow, type VisitOffer } from './offer.entity.js';

export interface OfferKey {
  readonly tenantId: string;
  readonly offerId: string;
}

export interface OfferPosition {
  readonly madeAt: Date;
  readonly offerId: string;
}

/** What is offered: to own the ticket, or to make a visit. */
export type OfferedThing = 'ticket' | 'visit';

export interface PersonKey {
  readonly tenantId: string;
  readonly personId: string;
}

const filters = { ticket: IsNull(), visit: Not(IsNull()) } as const;

@Injectable()
export class OfferRepository {
  find(em: EntityManager, { tenantId, offerId }: OfferKey): Promise<OfferRow | null> {
    return em.findOneBy(OfferRow, { tenantId, offerId });
  }

  lock(em: EntityManager, { tenantId, offerId }: OfferKey): Promise<OfferRow | null> {
    return em.findOne(OfferRow, { where: { tenantId, offerId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whether the row is new; waits for another transaction that is writing the same key. */
  async add(em: EntityManager, row: OfferRow): Promise<boolean> {
    const inserted = await em.createQueryBuilder().insert().into(OfferRow).values(row).orIgnore().returning('offer_id').execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  async settle(em: EntityManager, { tenantId, offerId }: OfferKey, end: { state: OfferOutcome; settledAt: Date; settledBy: string }): Promise<void> {
    await em.update(OfferRow, { tenantId, offerId }, end);
  }

  /** Newest search of a ticket for an owner, or for an engineer, whatever came of it. */
  newest(em: EntityManager, tenantId: string, ticketId: string, what: OfferedThing): Promise<OfferRow | null> {
    return em.findOne(OfferRow, { where: { tenantId, ticketId, visitId: filters[what] }, order: { madeAt: 'DESC', offerId: 'DESC' } });
  }

  ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[], what: 'ticket'): Promise<MadeOffer[]>;
  ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[], what: 'visit'): Promise<VisitOffer[]>;
  async ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[], what: OfferedThing): Promise<OfferRow[]> {
    return em.find(OfferRow, {
      where: { tenantId, ticketId: In([...ticketIds]), personId: Not(IsNull()), visitId: filters[what] },
      order: { madeAt: 'ASC', offerId: 'ASC' },
    });
  }

  /** A person's offers, newest first, from a position on. */
  ofPerson(em: EntityManager, whose: PersonKey, limit: number, after: OfferPosition | null, what: 'ticket'): Promise<MadeOffer[]>;
  ofPerson(em: EntityManager, whose: PersonKey, limit: number, after: OfferPosition | null, what: 'visit'): Promise<VisitOffer[]>;
  ofPerson(em: EntityManager, { tenantId, personId }: PersonKey, limit: number, after: OfferPosition | null, what: OfferedThing): Promise<OfferRow[]> {
    const query = em
      .createQueryBuilder(OfferRow, 'o')
      .where('o.tenant_id = :tenantId and o.person_id = :personId', { tenantId, personId })
      .andWhere(what === 'visit' ? 'o.visit_id is not null' : 'o.visit_id is null')
      .orderBy({ 'o.made_at': 'DESC', 'o.offer_id': 'DESC' })
      .limit(limit);
    if (after) query.andWhere('(o.made_at, o.offer_id) < (:madeAt, :offerId)', { madeAt: after.madeAt, offerId: after.offerId });
    return query.getMany();
  }
}
