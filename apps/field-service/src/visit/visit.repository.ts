import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { VisitPartRow, VisitRow, VisitWorkRow } from './visit.entity.js';

export interface VisitKey {
  readonly tenantId: string;
  readonly visitId: string;
}

/** A visit that was opened. */
export type OpenedVisit = VisitRow & { readonly openedAt: Date };

@Injectable()
export class VisitRepository {
  find(em: EntityManager, { tenantId, visitId }: VisitKey): Promise<VisitRow | null> {
    return em.findOneBy(VisitRow, { tenantId, visitId });
  }

  lock(em: EntityManager, { tenantId, visitId }: VisitKey): Promise<VisitRow | null> {
    return em.findOne(VisitRow, { where: { tenantId, visitId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whether the row is new; waits for another transaction that is writing the same visit. */
  async add(em: EntityManager, row: Pick<VisitRow, 'tenantId' | 'visitId' | 'ticketId' | 'state'> & Partial<VisitRow>): Promise<boolean> {
    const values = { photos: [], markCommands: {}, works: 0, ...row };
    const inserted = await em.createQueryBuilder().insert().into(VisitRow).values(values).orIgnore().returning('visit_id').execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  async change(em: EntityManager, { tenantId, visitId }: VisitKey, change: Partial<VisitRow>): Promise<void> {
    await em.update(VisitRow, { tenantId, visitId }, change);
  }

  /** Visits that were opened, oldest first. */
  async ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<OpenedVisit[]> {
    const rows = await em.find(VisitRow, { where: { tenantId, ticketId: In([...ticketIds]), openedAt: Not(IsNull()) }, order: { openedAt: 'ASC', visitId: 'ASC' } });
    return rows as OpenedVisit[];
  }

  /** An engineer's open visits and those with a window within the span: by window, those without one last. */
  async ofEngineer(em: EntityManager, tenantId: string, engineerId: string, { from, to, limit }: { readonly from: Date; readonly to: Date; readonly limit: number }): Promise<OpenedVisit[]> {
    return em
      .createQueryBuilder(VisitRow, 'v')
      .where('v.tenantId = :tenantId and v.engineerId = :engineerId and v.openedAt is not null', { tenantId, engineerId })
      .andWhere(`((v.windowFrom < :to and v.windowTo > :from) or (v.state = 'open' and v.windowFrom is null))`, { from, to })
      .orderBy('v.windowFrom', 'ASC', 'NULLS LAST')
      .addOrderBy('v.visitId')
      .limit(limit)
      .getMany() as Promise<OpenedVisit[]>;
  }

  /** Tickets of these that the person visits or has visited. */
  async ticketsOf(em: EntityManager, tenantId: string, engineerId: string, ticketIds: readonly string[]): Promise<string[]> {
    const rows = await em.find(VisitRow, { where: { tenantId, engineerId, ticketId: In([...ticketIds]) }, select: { tenantId: true, visitId: true, ticketId: true } });
    return rows.map(({ ticketId }) => ticketId);
  }

  countOpen(em: EntityManager, tenantId: string, engineerId: string, ticketId: string): Promise<number> {
    return em.countBy(VisitRow, { tenantId, engineerId, ticketId, state: 'open' });
  }

  async addWork(em: EntityManager, row: VisitWorkRow): Promise<void> {
    await em.insert(VisitWorkRow, row);
    await this.change(em, row, { works: row.number });
  }

  async addPart(em: EntityManager, row: VisitPartRow): Promise<void> {
    await em.insert(VisitPartRow, row);
  }

  worksOf(em: EntityManager, tenantId: string, visitIds: readonly string[]): Promise<VisitWorkRow[]> {
    return em.find(VisitWorkRow, { where: { tenantId, visitId: In([...visitIds]) }, order: { visitId: 'ASC', number: 'ASC' } });
  }

  partsOf(em: EntityManager, tenantId: string, visitIds: readonly string[]): Promise<VisitPartRow[]> {
    return em.find(VisitPartRow, { where: { tenantId, visitId: In([...visitIds]) }, order: { recordedAt: 'ASC', entryId: 'ASC' } });
  }
}
