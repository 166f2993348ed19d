import { partReserved } from '@mendline/contracts/facts';
import { newFact } from '@mendline/platform/facts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import type { PartReservationRow } from './part.entity.js';
import { PartRepository, type StockKey } from './part.repository.js';
import { fulfil, type Stock } from './stock.domain.js';

/** Gives what is free to the plans that wait for it, longest first. */
@Injectable()
export class PartHandOutService {
  constructor(
    private readonly parts: PartRepository,
    private readonly facts: RepairFacts,
  ) {}

  /** Under the stock's lock; answers the stock that is left to be written. */
  async handOut(em: EntityManager, key: StockKey, stock: Stock, at: Date): Promise<Stock> {
    let left = stock;
    for (const row of await this.parts.waiting(em, key)) {
      const move = fulfil(left, row);
      const quantity = move.wanting.reserved - row.reserved;
      if (quantity === 0) break;
      left = move.stock;
      await this.parts.changeReservation(em, row, { reserved: move.wanting.reserved, ordered: move.wanting.ordered });
      await this.tell(em, row, quantity, at);
    }
    return { onHand: left.onHand, reserved: left.reserved };
  }

  private async tell(em: EntityManager, { tenantId, planId, version, partNumber, region }: PartReservationRow, quantity: number, at: Date): Promise<void> {
    const holding = await this.parts.findHolding(em, { tenantId, planId, version });
    if (!holding) throw new Error('a reservation without a holding');
    const fact = newFact(partReserved, { planId, version, partNumber, region, quantity, at: at.toISOString() });
    await this.facts.append(em, { tenantId, ticketId: holding.ticketId, aggregateId: `${planId}.${version}` }, at, [fact]);
  }
}
