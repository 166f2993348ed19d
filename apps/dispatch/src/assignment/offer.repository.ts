import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { OfferOutcome } from '@mendline/contracts/dispatch';
import { type MadeOffer, OfferRow } from './offer.entity.js';

export interface OfferKey {
  readonly tenantId: string;
  readonly offerId: string;
}

export interface OfferPosition {
  readonly madeAt: Date;
  readonly offerId: string;
}

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

  /** Newest search of a ticket, whatever came of it. */
  newest(em: EntityManager, tenantId: string, ticketId: string): Promise<OfferRow | null> {
    return em.findOne(OfferRow, { where: { tenantId, ticketId }, order: { madeAt: 'DESC', offerId: 'DESC' } });
  }

  async ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<MadeOffer[]> {
    const rows = await em.find(OfferRow, {
      where: { tenantId, ticketId: In([...ticketIds]), personId: Not(IsNull()) },
      order: { madeAt: 'ASC', offerId: 'ASC' },
    });
    return rows as MadeOffer[];
  }

  /** A person's offers, newest first, from a position on. */
  async ofPerson(em: EntityManager, tenantId: string, personId: string, limit: number, after: OfferPosition | null): Promise<MadeOffer[]> {
    const query = em
      .createQueryBuilder(OfferRow, 'o')
      .where('o.tenant_id = :tenantId and o.person_id = :personId', { tenantId, personId })
      .orderBy({ 'o.made_at': 'DESC', 'o.offer_id': 'DESC' })
      .limit(limit);
    if (after) query.andWhere('(o.made_at, o.offer_id) < (:madeAt, :offerId)', { madeAt: after.madeAt, offerId: after.offerId });
    return (await query.getMany()) as MadeOffer[];
  }
}
