import { conflict } from '@mendline/contracts/errors';
import { partUsed } from '@mendline/contracts/facts';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import { newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { PlanPartsService } from '../plan/plan-parts.service.js';
import type { PartHoldingRow, PartReservationRow } from './part.entity.js';
import { PartRepository } from './part.repository.js';
import { consume } from './stock.domain.js';

export interface PartUse {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly visitId: string;
  readonly partNumber: string;
  readonly quantity: number;
  readonly serialNumbers: readonly string[];
  readonly at: Date;
  readonly key: string;
}

/** Parts that leave the stock because they went into a machine. */
@Injectable()
export class PartUseService {
  constructor(
    private readonly database: Database,
    private readonly parts: PartRepository,
    private readonly plans: PlanPartsService,
    private readonly facts: RepairFacts,
    @Inject(ARRIVAL_PATIENCE_MS) private readonly patienceMs: number,
  ) {}

  /** Waits a moment for the parts of a plan that has just been agreed to be kept. */
  async awaitHolding(tenantId: string, ticketId: string): Promise<void> {
    await awaitArrival(() => this.database.tx(tenantId, (em) => this.holdingOf(em, tenantId, ticketId)), this.patienceMs);
  }

  /** What the ticket's agreed plan holds of a part; null for none. */
  async heldOf(em: EntityManager, tenantId: string, ticketId: string, partNumber: string): Promise<PartReservationRow | null> {
    const holding = await this.holdingOf(em, tenantId, ticketId);
    return holding && ((await this.parts.reservationsOf(em, holding)).find((row) => row.partNumber === partNumber) ?? null);
  }

  /** Takes pieces out of stock, kept ones first. Throws `part.not-in-plan`, `part.not-in-stock`, `part.serial-used`. */
  async use(em: EntityManager, use: PartUse): Promise<void> {
    const { tenantId, ticketId, visitId, partNumber, quantity, serialNumbers, at, key } = use;
    const holding = await this.holdingOf(em, tenantId, ticketId);
    // The holding's lock: a release that comes at the same time finds what was used, or ends before.
    const held = holding && (await this.parts.lockHolding(em, holding));
    const before = held?.state === 'held' ? await this.heldOf(em, tenantId, ticketId, partNumber) : null;
    if (!held || !before) throw conflict('part.not-in-plan');
    const stock = await this.parts.lockStock(em, before);
    const row = await this.heldOf(em, tenantId, ticketId, partNumber);
    const move = row && consume(stock, row, quantity);
    if (!row || !move) throw conflict('part.not-in-stock');
    if (!(await this.parts.takeSerials(em, tenantId, partNumber, serialNumbers, visitId))) throw conflict('part.serial-used');
    await this.parts.changeStock(em, row, move.stock);
    const { reserved, ordered, used } = move.wanting;
    await this.parts.changeReservation(em, row, { reserved, ordered, used });
    const { planId, version, region } = row;
    const fact = newFact(partUsed, { planId, version, partNumber, region, quantity, visitId, at: at.toISOString() });
    await this.facts.append(em, { tenantId, ticketId, aggregateId: `${planId}.${version}` }, at, [fact], key);
  }

  private async holdingOf(em: EntityManager, tenantId: string, ticketId: string): Promise<PartHoldingRow | null> {
    const plan = await this.plans.currentOf(em, tenantId, ticketId);
    const holding = plan && (await this.parts.findHolding(em, { tenantId, ...plan }));
    return holding?.state === 'held' ? holding : null;
  }
}
