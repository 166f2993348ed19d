import { appendFacts, type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FIELD_SERVICE_CONFIG, type FieldServiceConfig, serviceName } from './field-service.config.js';

/** Whose facts these are: an aggregate of a ticket. */
export interface FactOrigin {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly aggregateId: string;
}

/** Writes the facts of plans, visits and parts, under the aggregate's row lock. */
@Injectable()
export class RepairFacts {
  constructor(@Inject(FIELD_SERVICE_CONFIG) private readonly config: Pick<FieldServiceConfig, 'MENDLINE_CELL'>) {}

  async append(em: EntityManager, { tenantId, ticketId, aggregateId }: FactOrigin, at: Date, facts: readonly NewFact[], commandId?: string): Promise<void> {
    if (facts.length === 0) return;
    const { MENDLINE_CELL: cell } = this.config;
    await appendFacts(em, { tenantId, cell, service: serviceName, subject: ticketId, aggregateId, at, facts, ...(commandId === undefined ? {} : { commandId }) });
  }
}
