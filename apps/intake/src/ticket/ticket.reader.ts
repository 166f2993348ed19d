import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { connectionPage, readPage } from '@mendline/platform/graphql';
import type { PageArgs, RequestContext } from '@mendline/platform/graphql';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CustomerService } from '../customer/customer.service.js';
import { NoteService } from '../note/note.service.js';
import { canSee } from './ticket.access.js';
import { placeOf } from './ticket.cipher.js';
import { TicketEntity } from './ticket.entity.js';
import type { TicketFilter, TicketSort } from './ticket.input.js';
import { listTickets, timelineOf } from './ticket.queries.js';
import * as view from './ticket.view.js';
import type * as model from './ticket.model.js';

/** Reads tickets for people: under their tenant, their data scope, and masked. */
@Injectable()
export class TicketReader {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerService,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly noteService: NoteService,
  ) {}

  /** Throws DomainError `ticket.unknown`, also for a ticket that the caller may not see. */
  byId(who: Principal, id: string): Promise<model.Ticket> {
    return this.one(who, { id });
  }

  /** Old numbers stay findable: a number is never given twice [A2-13, C1]. */
  byNumber(who: Principal, number: string): Promise<model.Ticket> {
    return this.one(who, { number });
  }

  /** The ticket after a command; null where the caller no longer sees it (a declined offer, a hand-over). */
  async afterCommand(who: Principal, id: string): Promise<model.Ticket | null> {
    const ticket = await this.find(who.tenant, { id });
    return ticket && canSee(who, ticket) ? view.ticket(ticket) : null;
  }

  async reference({ principal }: RequestContext, id: string): Promise<model.Ticket | null> {
    return principal ? this.afterCommand(principal, id) : null;
  }

  async list(who: Principal, filter: TicketFilter, sort: TicketSort, args: PageArgs): Promise<model.TicketConnection> {
    const page = readPage(args);
    const now = await this.clock.now();
    const rows = await this.database.tx(who.tenant, (em) => listTickets(em, who, filter, sort, page, now));
    return view.connection(connectionPage(rows, page, view.keysetOf(sort)));
  }

  customer(context: RequestContext, ticket: model.Ticket): Promise<model.TicketCustomer> {
    const { tenant: tenantId } = principalOf(context);
    return this.database.tx(tenantId, async (em) => {
      const customer = await this.customers.require(em, tenantId, ticket.customerId);
      return { id: customer.id, ...(await this.customers.masked(em, customer, placeOf(ticket))) };
    });
  }

  timeline(context: RequestContext, { id }: model.Ticket, args: PageArgs): Promise<model.TimelineConnection> {
    const who = principalOf(context);
    const page = readPage(args);
    return this.database.tx(who.tenant, async (em) =>
      connectionPage(await timelineOf(em, who, id, page), page, ({ position, id: factId }) => ({ sort: Number(position), id: factId })) as model.TimelineConnection,
    );
  }

  notes(context: RequestContext, { id }: model.Ticket): Promise<model.TicketNote[]> {
    const who = principalOf(context);
    return this.database.tx(who.tenant, (em) => this.noteService.list(em, who.tenant, id, who.roles.includes('customer')));
  }

  private find(tenantId: string, where: { id: string } | { number: string }): Promise<TicketEntity | null> {
    return this.database.tx(tenantId, (em) => em.findOne(TicketEntity, { where: { tenantId, ...where } }));
  }

  private async one(who: Principal, where: { id: string } | { number: string }): Promise<model.Ticket> {
    const ticket = await this.find(who.tenant, where);
    if (!ticket || !canSee(who, ticket)) throw notFound('ticket.unknown');
    return view.ticket(ticket);
  }
}

const principalOf = ({ principal }: RequestContext): Principal => {
  if (!principal) throw notFound('ticket.unknown');
  return principal;
};
