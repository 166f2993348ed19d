import type { PlanRef } from '@mendline/contracts/ticket';
import { Database } from '@mendline/platform/database';
import type { Language } from '@mendline/platform/graphql';
import { linkRevoked } from '@mendline/platform/links';
import type { OpenedLink } from '@mendline/platform/links';
import { DataKeys, erased } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import { OwnershipService } from '../ownership/ownership.service.js';
import type { TicketCopyRow } from '../ownership/ticket-copy.entity.js';
import { PlanListService } from '../plan/plan-list.service.js';
import { type PackSettings, TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { planAsked } from './plan.asked.js';
import type { ConsentView } from './consent-link.view.js';

/** Reads plans for whoever holds a link. */
@Injectable()
export class ConsentLinkReader {
  constructor(
    private readonly database: Database,
    private readonly ownership: OwnershipService,
    private readonly plans: PlanListService,
    private readonly settings: TenantSettingsService,
    private readonly keys: DataKeys,
  ) {}

  customerOf(tenantId: string, ticketId: string): Promise<string | null> {
    return this.database.tx(tenantId, async (em) => (await this.ownership.findTicket(em, { tenantId, ticketId }))?.customerId ?? null);
  }

  /** Throws DomainError `link.revoked` once the ticket is archived or its customer's data erased. */
  ticket({ ticketId, who }: OpenedLink): Promise<TicketCopyRow> {
    return this.database.tx(who.tenant, async (em) => {
      const ticket = await this.ownership.findTicket(em, { tenantId: who.tenant, ticketId });
      if (!ticket || ticket.status === 'archived' || (await this.keys.find(em, { tenantId: who.tenant, personId: who.customerId })) === erased) throw linkRevoked();
      return ticket;
    });
  }

  /** Throws DomainError `link.moved-on`, `link.plan-changed`. */
  async asked(link: OpenedLink, ticket: TicketCopyRow): Promise<PlanRef> {
    return planAsked(await this.versions(link), link, isSupervised(await this.settingsOf(link, ticket)));
  }

  async view(link: OpenedLink, ticket: TicketCopyRow, language: Language): Promise<ConsentView> {
    const settings = await this.settingsOf(link, ticket);
    const plan = planAsked(await this.versions(link), link, isSupervised(settings));
    return { plan, explanation: plan.explanation.text, ...headIn(settings, ticket, language), model: ticket.model, reasons: settings?.quoteDecline ?? [], language };
  }

  /** What every page of the ticket begins with. */
  async head(link: OpenedLink, ticket: TicketCopyRow, language: Language): Promise<Pick<ConsentView, 'brand' | 'number'>> {
    return headIn(await this.settingsOf(link, ticket), ticket, language);
  }

  private settingsOf({ who: { tenant } }: OpenedLink, { pack, packVersion }: TicketCopyRow): Promise<PackSettings | null> {
    return this.database.tx(tenant, (em) => this.settings.find(em, tenant, pack !== null && packVersion !== null ? { pack, version: packVersion } : null));
  }

  private async versions({ ticketId, who }: OpenedLink) {
    const [versions = []] = await this.plans.ofTickets(who, [ticketId]);
    return versions;
  }
}

/** As long as the pack has not come here the supervisor is waited for. */
const isSupervised = (settings: PackSettings | null): boolean => settings?.supervised ?? true;

const headIn = (settings: PackSettings | null, { number }: TicketCopyRow, language: Language): Pick<ConsentView, 'brand' | 'number'> => ({ brand: settings?.brand?.[language] ?? null, number });
