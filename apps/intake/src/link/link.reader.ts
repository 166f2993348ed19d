import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { isClosedForCustomer } from '@mendline/contracts/ticket';
import type { TicketStatus } from '@mendline/contracts/ticket';
import { Database } from '@mendline/platform/database';
import { linkRevoked } from '@mendline/platform/links';
import type { OpenedLink } from '@mendline/platform/links';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { customerOfTicket, visibleOfRequest, visibleTicket } from '../ticket/visible-ticket.service.js';
import type { Reached } from './link.view.js';

/** What is behind a link: its ticket and the name of its customer, masked. */
export interface BehindLink {
  readonly ticket: TicketEntity;
  readonly pack: PolicyPack;
  readonly customer: string | null;
  /** What came in with it, where a request of several devices was. */
  readonly request: BehindRequest | null;
}

/** A request of several devices as its customer sees it by the link of one of them. */
export interface BehindRequest {
  readonly number: string;
  /** Those of its tickets that are not closed for the customer, in the order of the devices. */
  readonly open: readonly TicketEntity[];
}

/** Reads tickets for whoever holds a link. */
@Injectable()
export class LinkReader {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerService,
    private readonly packs: PolicyPackService,
  ) {}

  customerOf(tenantId: string, id: string): Promise<string | null> {
    return this.database.tx(tenantId, (em) => customerOfTicket(em, tenantId, id));
  }

  /** Throws DomainError `link.revoked` once the ticket is archived or its customer's data erased. */
  behind({ ticketId, who }: OpenedLink): Promise<BehindLink> {
    return this.database.tx(who.tenant, async (em) => {
      const ticket = await visibleTicket(em, who, ticketId);
      const { name } = await this.customers.masked(em, await this.customers.require(em, who.tenant, ticket.customerId));
      if (ticket.archivedAt !== null || name === null) throw linkRevoked();
      return { ticket, pack: await this.packs.of(em, ticket), customer: name, request: await requestOf(em, who, ticket) };
    });
  }

  /** The statuses that a ticket came to, oldest first. */
  reached({ ticketId, who }: OpenedLink, { registeredAt }: Pick<TicketEntity, 'registeredAt'>): Promise<Reached[]> {
    return this.database.tx(who.tenant, async (em) => [{ status: 'registered', at: registeredAt }, ...(await reachedBy(em, who.tenant, ticketId))]);
  }
}

const requestOf = async (em: EntityManager, who: OpenedLink['who'], { tenantId, requestId }: TicketEntity): Promise<BehindRequest | null> => {
  if (requestId === null) return null;
  const [request] = await em.query<{ number: string }[]>('select number from requests where tenant_id = $1 and id = $2', [tenantId, requestId]);
  return request ? { number: request.number, open: await openOfRequest(em, who, requestId) } : null;
};

/** Tickets of a request that are not closed for the customer. */
export const openOfRequest = async (em: EntityManager, who: OpenedLink['who'], requestId: string): Promise<TicketEntity[]> =>
  (await visibleOfRequest(em, who, requestId)).filter(({ status }) => !isClosedForCustomer(status));

const mostSteps = 60;

const reachedBy = async (em: EntityManager, tenantId: string, ticketId: string): Promise<Reached[]> => {
  const rows = await em.query<{ status: TicketStatus; at: Date }[]>(
    `select to_status as status, effective_at as at from ticket_transitions where tenant_id = $1 and ticket_id = $2 and to_status <> from_status order by seq desc limit ${mostSteps}`,
    [tenantId, ticketId],
  );
  return rows.reverse();
};
