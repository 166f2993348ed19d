import { conflict, invalid } from '@mendline/contracts/errors';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { PartCatalogueService } from './part-catalogue.service.js';
import { PartHandOutService } from './part-hand-out.service.js';
import type { PartStockRow } from './part.entity.js';
import { PartRepository } from './part.repository.js';
import { adjust, isAdjustment } from './stock.domain.js';

export interface PartDefinition {
  readonly key: string;
  readonly partNumber: string;
  readonly models: readonly string[];
  readonly serialised: boolean;
}

export interface StockReport {
  readonly key: string;
  readonly region: string;
  readonly partNumber: string;
  /** Pieces: what came in, or the difference that a count found. */
  readonly quantity: number;
  readonly occurredAt?: Date | null;
}

const partNumberForm = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
const regionForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** The tenant's parts and what lies of them in each region. */
@Injectable()
export class StockService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly database: Database,
    private readonly parts: PartRepository,
    private readonly catalogue: PartCatalogueService,
    private readonly handOuts: PartHandOutService,
  ) {}

  /** Names a part, or changes what it fits. Throws `part.number-invalid`, `part.models-invalid`. */
  async setPart(principal: Principal, { key, partNumber, models, serialised }: PartDefinition): Promise<LocalOutcome<{ partNumber: string }>> {
    const { tenant: tenantId } = principal;
    if (!partNumberForm.test(partNumber)) throw invalid('part.number-invalid');
    if (models.length > 200 || !models.every((model) => model.length > 0 && model.length <= 80)) throw invalid('part.models-invalid');
    return this.journal.runLocal({
      tenantId, key, actor: actorOf(principal), operation: 'setPart', input: { partNumber, models, serialised },
      work: async (em) => {
        await this.parts.savePart(em, { tenantId, partNumber, models: [...models], serialised });
        return { partNumber };
      },
    });
  }

  /** Pieces came in: first for whom they were ordered. Throws `part.quantity-invalid`, `part.unknown`, `region.invalid`. */
  async receive(principal: Principal, report: StockReport): Promise<LocalOutcome<StockKeyOutcome>> {
    if (report.quantity < 0) throw invalid('part.quantity-invalid');
    return this.change(principal, 'receiveParts', report);
  }

  /** A count found more or less. Throws also, as a conflict, `part.stock-reserved`: what is kept for plans does not vanish unnoticed. */
  adjust(principal: Principal, report: StockReport): Promise<LocalOutcome<StockKeyOutcome>> {
    return this.change(principal, 'adjustStock', report);
  }

  /** What lies in a region, or everywhere. */
  list({ tenant }: Principal, region: string | null): Promise<PartStockRow[]> {
    return this.database.tx(tenant, (em) => this.parts.stocks(em, tenant, region));
  }

  private async change(principal: Principal, operation: string, { key, region, partNumber, quantity, occurredAt }: StockReport): Promise<LocalOutcome<StockKeyOutcome>> {
    if (!isAdjustment(quantity)) throw invalid('part.quantity-invalid');
    if (!regionForm.test(region)) throw invalid('region.invalid');
    const { tenant: tenantId } = principal;
    const stockKey = { tenantId, region, partNumber };
    return this.journal.runLocal({
      tenantId, key, actor: actorOf(principal), operation, input: { region, partNumber, quantity, occurredAt },
      ...(occurredAt ? { occurredAt } : {}),
      work: async (em, at) => {
        await this.catalogue.requireAll(em, tenantId, [partNumber]);
        const after = adjust(await this.parts.lockStock(em, stockKey), quantity);
        if (after === null) throw conflict('part.stock-reserved');
        await this.parts.changeStock(em, stockKey, await this.handOuts.handOut(em, stockKey, after, at));
        return { region, partNumber };
      },
    });
  }
}

/** Which stock was changed. */
export interface StockKeyOutcome {
  readonly region: string;
  readonly partNumber: string;
}
