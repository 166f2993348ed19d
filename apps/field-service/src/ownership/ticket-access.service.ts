import { notFound } from '@mendline/contracts/errors';
import type { Role } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OwnershipService } from './ownership.service.js';
import type { TicketCopyRow } from './ticket-copy.entity.js';

/** A ticket whose registration has come here. */
export type KnownTicket = TicketCopyRow & { readonly customerId: string };

const isKnown = (row: TicketCopyRow | null): row is KnownTicket => row?.customerId !== null && row?.customerId !== undefined;

/** Whether a caller is the customer whom the ticket serves. */
export const isItsCustomer = (ticket: Pick<TicketCopyRow, 'customerId'>, { customerId, roles }: { readonly customerId?: string; readonly roles: readonly Role[] }): boolean =>
  roles.includes('customer') && customerId !== undefined && ticket.customerId === customerId;

/** Tickets as callers may speak of them: of their own tenant, and a customer of his own only. */
@Injectable()
export class TicketAccessService {
  constructor(
    private readonly database: Database,
    private readonly ownership: OwnershipService,
    @Inject(ARRIVAL_PATIENCE_MS) private readonly patienceMs: number,
  ) {}

  /** Waits a moment for a ticket that has just been registered. Throws `ticket.unknown`. */
  async require(principal: Principal, ticketId: string): Promise<KnownTicket> {
    const { tenant: tenantId } = principal;
    const look = () => this.database.tx(tenantId, async (em) => { const row = await this.ownership.findTicket(em, { tenantId, ticketId }); return isKnown(row) ? row : null; });
    const ticket = await awaitArrival(look, this.patienceMs);
    if (!ticket || (principal.roles.includes('customer') && !isItsCustomer(ticket, principal))) throw notFound('ticket.unknown');
    return ticket;
  }

  /** Waits a moment for a hand-over to the caller that is on its way here: whether the ticket is his. */
  async isOwner(principal: Principal, ticketId: string): Promise<boolean> {
    const { tenant: tenantId, personId } = principal;
    const look = () => this.database.tx(tenantId, async (em) => ((await this.ownership.findTicket(em, { tenantId, ticketId }))?.ownerId === personId ? true : null));
    return personId !== undefined && (await awaitArrival(look, this.patienceMs)) === true;
  }

  /** Which of these tickets the caller may be shown anything of. */
  async visible(em: EntityManager, principal: Principal, ticketIds: readonly string[]): Promise<Map<string, TicketCopyRow>> {
    const rows = await this.ownership.findTickets(em, principal.tenant, ticketIds);
    const shown = principal.roles.includes('customer') ? rows.filter((row) => isItsCustomer(row, principal)) : rows;
    return new Map(shown.map((row) => [row.ticketId, row]));
  }
}
