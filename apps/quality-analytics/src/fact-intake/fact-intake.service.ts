import { Injectable } from '@nestjs/common';
import { deviceChanged, isFact, policyPackPublished } from '@mendline/contracts/facts';
import type { Fact } from '@mendline/contracts/facts';
import { Database } from '@mendline/platform/database';
import type { FactConsumerOptions } from '@mendline/platform/facts';
import type { EntityManager } from 'typeorm';
import { QualityDeviceService } from '../device/quality-device.service.js';
import { TicketFolder } from '../quality-ticket/ticket-folder.service.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';

/** Consumer group of this service, and the name of its inbox. */
export const consumerGroup = 'quality-analytics.tickets';

/** Topics that the read model is folded from. */
export const readTopics: readonly string[] = ['intake.ticket.v1', 'intake.policy-pack.v1', 'intake.device.v1', 'field-service.visit.v1', 'field-service.plan.v1'];

/** Topics whose facts are about a ticket: their subject is its id. */
const ticketTypes = ['intake.ticket.', 'field-service.visit.', 'field-service.plan.'] as const;

/** Facts of one transaction: a fact costs few statements of its own, and the rows of a ticket are written once. */
const chunk = 500;

/** The one way in: every fact goes to the folder that folds it. */
@Injectable()
export class FactIntakeService {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketFolder,
    private readonly devices: QualityDeviceService,
    private readonly settings: TenantSettingsService,
  ) {}

  /** How a reader of the topics hands its facts over. */
  get handle(): FactConsumerOptions['handle'] {
    return { chunk, many: (em, facts) => this.take(em, facts) };
  }

  /** Takes facts within the consumer's transaction. */
  async take(em: EntityManager, facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) if (isFact(fact, policyPackPublished)) await this.settings.take(em, fact);
    const devices = facts.filter((fact) => isFact(fact, deviceChanged));
    if (devices.length > 0) await this.devices.save(em, devices);
    await this.tickets.take(em, facts.filter(({ type }) => ticketTypes.some((prefix) => type.startsWith(prefix))));
  }

  /** Forgets the whole read model and which facts were handled, so that they can be read again. */
  async forget(): Promise<void> {
    await this.database.systemTx(async (em) => {
      await this.tickets.clear(em);
      await this.devices.clear(em);
      await this.settings.clear(em);
      await em.query('delete from inbox where consumer like $1', [`${consumerGroup}%`]);
    });
  }
}
