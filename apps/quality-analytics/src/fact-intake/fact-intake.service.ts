import { Injectable } from '@nestjs/common';
import { isFact, policyPackPublished } from '@mendline/contracts/facts';
import type { Fact } from '@mendline/contracts/facts';
import { Database } from '@mendline/platform/database';
import type { EntityManager } from 'typeorm';
import { QualityTicketService } from '../quality-ticket/quality-ticket.service.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';

/** Consumer group of this service, and the name of its inbox. */
export const consumerGroup = 'quality-analytics.tickets';

/** Topics that the read model is folded from. */
export const readTopics: readonly string[] = ['intake.ticket.v1', 'intake.policy-pack.v1'];

/** The one way in: every fact goes to the folder that folds it. */
@Injectable()
export class FactIntakeService {
  constructor(
    private readonly database: Database,
    private readonly tickets: QualityTicketService,
    private readonly settings: TenantSettingsService,
  ) {}

  /** Takes one fact within the consumer's transaction. */
  async take(em: EntityManager, fact: Fact): Promise<void> {
    if (isFact(fact, policyPackPublished)) await this.settings.take(em, fact);
    else if (fact.type.startsWith('intake.ticket.')) await this.tickets.take(em, fact);
  }

  /** Forgets the whole read model and which facts were handled, so that they can be read again. */
  async forget(): Promise<void> {
    await this.database.systemTx(async (em) => {
      await this.tickets.clear(em);
      await this.settings.clear(em);
      await em.query('delete from inbox where consumer like $1', [`${consumerGroup}%`]);
    });
  }
}
