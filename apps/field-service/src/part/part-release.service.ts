import { partReleased } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { type NewFact, newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import type { PartReservationRow } from './part.entity.js';
import { PartHandOutService } from './part-hand-out.service.js';
import { PartRepository } from './part.repository.js';
import { release } from './stock.domain.js';

type ReleaseInput = Parameters<FieldServiceActivities['releaseParts']>[0];

/** Gives the parts of a plan back: the compensation of their reservation. */
@Injectable()
export class PartReleaseService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly parts: PartRepository,
    private readonly handOuts: PartHandOutService,
    private readonly facts: RepairFacts,
  ) {}

  /** Gives back everything that is kept, first to those who wait for it; orders are taken back. Before the reservation it leaves a tombstone. */
  release(input: ReleaseInput): Promise<void> {
    return this.database.tx(input.tenantId, async (em) => {
      const { tenantId, ticketId, planId, version } = input;
      if (await this.parts.addHolding(em, { tenantId, planId, version, ticketId, region: null, state: 'released' })) return;
      const holding = await this.parts.lockHolding(em, input);
      if (holding?.state !== 'held') return;
      await this.parts.releaseHolding(em, input);
      const at = await this.clock.now(em);
      const facts: NewFact[] = [];
      // Every stock is locked before anything is told, so that nobody waits for a stock while others wait for his facts.
      for (const row of await this.parts.reservationsOf(em, input)) await this.parts.lockStock(em, row);
      for (const row of await this.parts.reservationsOf(em, input)) facts.push(...(await this.giveBack(em, row, at)));
      await this.facts.append(em, { ...input, aggregateId: `${planId}.${version}` }, at, facts);
    });
  }

  private async giveBack(em: EntityManager, row: PartReservationRow, at: Date): Promise<NewFact[]> {
    const { stock, wanting } = release(await this.parts.lockStock(em, row), row);
    await this.parts.changeReservation(em, row, { reserved: wanting.reserved, ordered: wanting.ordered });
    await this.parts.changeStock(em, row, await this.handOuts.handOut(em, row, stock, at));
    const { planId, version, partNumber, region, reserved: quantity } = row;
    return quantity === 0 ? [] : [newFact(partReleased, { planId, version, partNumber, region, quantity, at: at.toISOString() })];
  }
}
