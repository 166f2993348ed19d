import { Injectable } from '@nestjs/common';
import type { Keyset } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { TicketScope } from '../access/ticket-scope.js';
import { QualityClockRow, QualityEscalationRow } from './quality-clock.entity.js';
import { QualityTicketRow } from './quality-ticket.entity.js';
import { QualityVisitRow } from './quality-visit.entity.js';

@Injectable()
export class QualityTicketRepository {
  /** Newest first; `after` is where the last page ended. */
  page(em: EntityManager, tenantId: string, scope: TicketScope, first: number, after: Keyset | null): Promise<QualityTicketRow[]> {
    const query = em
      .createQueryBuilder(QualityTicketRow, 't')
      .where('t.tenant_id = :tenantId', { tenantId })
      .orderBy('t.registeredAt', 'DESC')
      .addOrderBy('t.ticketId', 'DESC')
      .take(first);
    if (scope.region !== null) query.andWhere('t.region = :region', { region: scope.region });
    if (scope.ownerId !== null) query.andWhere('t.owner_id = :ownerId', { ownerId: scope.ownerId });
    if (after) query.andWhere('(t.registered_at, t.ticket_id) < (:sort, :id)', after);
    return query.getMany();
  }

  async find(em: EntityManager, tenantId: string, scope: TicketScope, ticketId: string): Promise<QualityTicketRow | null> {
    const row = await em.findOneBy(QualityTicketRow, { tenantId, ticketId });
    const visible = row && (scope.region === null || row.region === scope.region) && (scope.ownerId === null || row.ownerId === scope.ownerId);
    return visible ? row : null;
  }

  clocks(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<QualityClockRow[]> {
    return em.find(QualityClockRow, { where: { tenantId, ticketId: In(ticketIds) }, order: { clockId: 'ASC' } });
  }

  escalations(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<QualityEscalationRow[]> {
    return em.find(QualityEscalationRow, { where: { tenantId, ticketId: In(ticketIds) }, order: { levelDueAt: 'ASC', clockId: 'ASC', level: 'ASC', recipientId: 'ASC' } });
  }

  visits(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<QualityVisitRow[]> {
    return em.find(QualityVisitRow, { where: { tenantId, ticketId: In(ticketIds) }, order: { openedAt: 'ASC', visitId: 'ASC' } });
  }

  /** The instant of the newest fact that was read for a tenant; null before the first. */
  async asOf(em: EntityManager, tenantId: string): Promise<Date | null> {
    const [row] = await em.query<{ at: Date | null }[]>('select max(last_fact_at) as at from quality_tickets where tenant_id = $1', [tenantId]);
    return row?.at ?? null;
  }
}
