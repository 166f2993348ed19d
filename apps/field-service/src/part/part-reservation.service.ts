import { partOrdered, partReserved } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { type NewFact, newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { OwnershipService } from '../ownership/ownership.service.js';
import { PlanPartsService } from '../plan/plan-parts.service.js';
import type { PlannedPart } from '../plan/plan.domain.js';
import { PartRepository } from './part.repository.js';
import { reserve } from './stock.domain.js';

type ReserveInput = Parameters<FieldServiceActivities['reserveParts']>[0];

const byNumber = <T extends { readonly partNumber: string }>(parts: readonly T[]): T[] => [...parts].sort((a, b) => (a.partNumber < b.partNumber ? -1 : 1));

/** Keeps the parts of a plan: a step of a repair that can be compensated. Exact, whatever runs beside it. */
@Injectable()
export class PartReservationService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly parts: PartRepository,
    private readonly plans: PlanPartsService,
    private readonly ownership: OwnershipService,
    private readonly facts: RepairFacts,
  ) {}

  /** Keeps what is in stock in the ticket's region and orders the rest, without what earlier versions have used. A version that holds parts already, or gave them back, is left as it is. */
  reserve(input: ReserveInput): Promise<void> {
    return this.database.tx(input.tenantId, async (em) => {
      const { tenantId, ticketId, planId, version } = input;
      const region = (await this.ownership.findTicket(em, { tenantId, ticketId }))?.region;
      // The plan was made on the ticket's copy here: without a region its facts are on their way, and this is tried again.
      if (!region) throw new Error(`the region of ticket ${ticketId} is not known yet`);
      const wanted = await this.plans.partsOf(em, input);
      if (!(await this.parts.addHolding(em, { tenantId, planId, version, ticketId, region, state: 'held' }))) return;
      const at = await this.clock.now(em);
      const facts: NewFact[] = [];
      for (const part of byNumber(wanted)) facts.push(...(await this.keep(em, input, region, part, at)));
      await this.facts.append(em, { ...input, aggregateId: `${planId}.${version}` }, at, facts);
    });
  }

  private async keep(em: EntityManager, { tenantId, planId, version }: ReserveInput, region: string, { partNumber, quantity }: PlannedPart, at: Date): Promise<NewFact[]> {
    const key = { tenantId, region, partNumber };
    const before = await this.parts.lockStock(em, key);
    // Under the stock's lock, so that a piece that is just being used counts.
    const { stock, wanting } = reserve(before, quantity, await this.parts.usedBefore(em, { tenantId, planId, version, partNumber }));
    await this.parts.changeStock(em, key, stock);
    const orderId = wanting.ordered > 0 ? `${planId}.${version}.${partNumber}` : null;
    await this.parts.addReservation(em, { ...key, planId, version, ...wanting, orderId, wantedAt: at });
    const what = { planId, version, partNumber, region, at: at.toISOString() };
    return [
      ...(wanting.reserved > 0 ? [newFact(partReserved, { ...what, quantity: wanting.reserved })] : []),
      ...(orderId === null ? [] : [newFact(partOrdered, { ...what, quantity: wanting.ordered, orderId })]),
    ];
  }
}
