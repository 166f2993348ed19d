import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { LinkService } from './link.service.js';
import { TicketEntity } from './ticket.entity.js';
import type * as model from './ticket.model.js';
import { complaint } from './ticket.view.js';

/** Reads what a ticket has to do with other tickets and with people complained about. The ticket itself is one that the caller may see. */
@Injectable()
export class LinkedReader {
  constructor(
    private readonly database: Database,
    private readonly links: LinkService,
  ) {}

  linksOf(context: RequestContext, { id }: model.Ticket): Promise<model.TicketLink[]> {
    const who = principalOf(context);
    return this.database.tx(who.tenant, (em) => this.links.list(em, who, id));
  }

  /** Null for customers: whom staff hold responsible is told to them in words. */
  complaintOf(context: RequestContext, { id }: model.Ticket): Promise<model.Complaint | null> {
    const { tenant: tenantId, roles } = principalOf(context);
    if (roles.includes('customer')) return Promise.resolve(null);
    return this.database.tx(tenantId, async (em) => complaint(await em.findOneOrFail(TicketEntity, { where: { tenantId, id }, select: { tenantId: true, id: true, complaint: true } })));
  }
}

const principalOf = ({ principal }: RequestContext): Principal => {
  if (!principal) throw notFound('ticket.unknown');
  return principal;
};
