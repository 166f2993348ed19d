import { conflict, invalid } from '@mendline/contracts';
import { ticketRelocated } from '@mendline/contracts/facts';
import { isClosedForCustomer } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { checkRegion, cleanContactChange } from './registration.check.js';
import type { ContactChange } from './registration.check.js';
import { TicketChangeService } from './ticket-change.service.js';
import type { ChangeContactInput } from './ticket.input.js';
import type { TicketPayload } from './ticket.model.js';
import { TicketCipher } from './ticket.cipher.js';
import { TicketClocksService } from './ticket-clocks.service.js';
import { lockVisibleTicket } from './visible-ticket.service.js';

interface Wish {
  readonly ticketId: string;
  readonly contact: ContactChange;
  readonly region: string | null;
}

/** A customer's contact or address changes while the ticket runs: on record, the region read again, those who go there told. */
@Injectable()
export class RelocationService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly customers: CustomerService,
    private readonly tickets: TicketChangeService,
    private readonly clocks: TicketClocksService,
    private readonly cipher: TicketCipher,
  ) {}

  /** Throws `contact.nothing-said`, `ticket.region-invalid`, `ticket.closed`, and what is wrong with the contact. */
  async change(who: Principal, { key, ticketId, contact, region = null, occurredAt }: ChangeContactInput): Promise<TicketPayload> {
    const wish: Wish = { ticketId, contact: cleanContactChange(contact ?? {}), region };
    if (Object.keys(wish.contact).length === 0 && region === null) throw invalid('contact.nothing-said');
    if (region !== null) checkRegion(region);
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'changeContact', ticketId, input: wish, ...(occurredAt && { occurredAt }),
      work: (em, now) => this.write(em, who, wish, key, now),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], ticketId };
  }

  private async write(em: EntityManager, who: Principal, { ticketId, contact, region }: Wish, commandId: string, at: Date): Promise<{ readonly ticketId: string }> {
    const ticket = await lockVisibleTicket(em, who, ticketId);
    if (isClosedForCustomer(ticket.status)) throw conflict('ticket.closed');
    await this.customers.change(em, await this.customers.require(em, ticket.tenantId, ticket.customerId), contact, region, at);
    const data = {
      region: region ?? ticket.region, regionBefore: ticket.region, addressChanged: 'address' in contact, byId: who.personId ?? who.customerId ?? null, at: at.toISOString(),
    };
    ticket.region = data.region;
    if (contact.address !== undefined) ticket.serviceAddress = await this.cipher.address(em, ticket.tenantId, ticket.customerId, contact.address);
    await this.tickets.save(em, ticket, { drafts: [{ definition: ticketRelocated, data }], commandId, at });
    // Another region may have a calendar of its own.
    if (data.region !== data.regionBefore) await this.clocks.recomputeLocked(em, ticket, at);
    return { ticketId };
  }
}
