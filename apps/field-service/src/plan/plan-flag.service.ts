import { notFound } from '@mendline/contracts/errors';
import type { PlanRef } from '@mendline/contracts/ticket';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { KnownTicket } from '../ownership/ticket-access.service.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { flagsOf, type PlanFlags } from './approval.domain.js';
import type { PlanVersionRow } from './plan.entity.js';
import { PlanRepository } from './plan.repository.js';

/** Whose word a version needs, by the approval matrix of its ticket's pack. */
@Injectable()
export class PlanFlagService {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanRepository,
    private readonly settings: TenantSettingsService,
  ) {}

  /** Weighs a draft and keeps the flags with their grounds; a version that was submitted keeps what was found then. Throws `plan.unknown`. */
  weigh(ticket: KnownTicket, ref: PlanRef): Promise<Pick<PlanFlags, 'approval' | 'consent'>> {
    return this.database.tx(ticket.tenantId, async (em) => {
      const row = await this.find(em, ticket, ref);
      if (row.state !== 'draft' && row.approval !== null && row.consent !== null) return { approval: row.approval, consent: row.consent };
      const pack = ticket.pack !== null && ticket.packVersion !== null ? { pack: ticket.pack, version: ticket.packVersion } : null;
      const flags = flagsOf(row, (await this.settings.find(em, ticket.tenantId, pack))?.approval ?? null);
      const { approval, consent, approvalGrounds, consentGrounds } = flags;
      await this.plans.change(em, row, { approval, consent, approvalGrounds: [...approvalGrounds], consentGrounds: [...consentGrounds] });
      return flags;
    });
  }

  /** Throws `plan.unknown` for a version that this ticket does not have. */
  async require(ticket: KnownTicket, ref: PlanRef): Promise<void> {
    await this.database.tx(ticket.tenantId, (em) => this.find(em, ticket, ref));
  }

  private async find(em: EntityManager, { tenantId, ticketId }: KnownTicket, { planId, version }: PlanRef): Promise<PlanVersionRow> {
    const row = await this.plans.find(em, { tenantId, planId, version });
    if (row?.ticketId !== ticketId) throw notFound('plan.unknown');
    return row;
  }
}
