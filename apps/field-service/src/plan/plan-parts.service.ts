import type { PlanRef } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isCurrent, type PlannedPart } from './plan.domain.js';
import { PlanRepository } from './plan.repository.js';

/** What plans want of parts. */
@Injectable()
export class PlanPartsService {
  constructor(private readonly plans: PlanRepository) {}

  /** Parts of a version; a version that is not there wants none. */
  async partsOf(em: EntityManager, { tenantId, planId, version }: PlanRef & { readonly tenantId: string }): Promise<readonly PlannedPart[]> {
    return (await this.plans.find(em, { tenantId, planId, version }))?.parts ?? [];
  }

  /** The version that the ticket goes by; null before the first. */
  async currentOf(em: EntityManager, tenantId: string, ticketId: string): Promise<PlanRef | null> {
    const row = (await this.plans.ofTickets(em, tenantId, [ticketId])).find(({ state }) => isCurrent(state));
    return row ? { planId: row.planId, version: row.version } : null;
  }
}
