import type { PlanRef } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { PlanDecisionRow, PlanVersionRow } from './plan.entity.js';

export interface PlanKey extends PlanRef {
  readonly tenantId: string;
}

@Injectable()
export class PlanRepository {
  find(em: EntityManager, { tenantId, planId, version }: PlanKey): Promise<PlanVersionRow | null> {
    return em.findOneBy(PlanVersionRow, { tenantId, planId, version });
  }

  /** Every version of every plan of a ticket, oldest first, locked: one of them is decided on. */
  lockOfTicket(em: EntityManager, tenantId: string, ticketId: string): Promise<PlanVersionRow[]> {
    return em.find(PlanVersionRow, { where: { tenantId, ticketId }, order: { draftedAt: 'ASC', planId: 'ASC', version: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<PlanVersionRow[]> {
    return em.find(PlanVersionRow, { where: { tenantId, ticketId: In([...ticketIds]) }, order: { draftedAt: 'ASC', planId: 'ASC', version: 'ASC' } });
  }

  decisionsOf(em: EntityManager, tenantId: string, planIds: readonly string[]): Promise<PlanDecisionRow[]> {
    return em.find(PlanDecisionRow, { where: { tenantId, planId: In([...planIds]) }, order: { recordedAt: 'ASC', decision: 'ASC' } });
  }

  async add(em: EntityManager, row: PlanVersionRow): Promise<void> {
    await em.insert(PlanVersionRow, row);
  }

  async change(em: EntityManager, { tenantId, planId, version }: PlanKey, change: Partial<PlanVersionRow>): Promise<void> {
    await em.update(PlanVersionRow, { tenantId, planId, version }, change);
  }

  async addDecision(em: EntityManager, row: PlanDecisionRow): Promise<void> {
    await em.insert(PlanDecisionRow, row);
  }
}
