import { erased, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { ClearNoteService } from '../note/clear-note.service.js';
import { placeOf } from '../ticket/ticket.cipher.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { Revealable } from './reveal.domain.js';
import type { RevealedPersonalData } from './reveal.model.js';

/** Decrypts what a ticket knows of its customer. Whether the caller may have it is decided before. */
@Injectable()
export class ClearTicketReader {
  constructor(
    private readonly customers: CustomerService,
    private readonly personal: PersonalData,
    private readonly notes: ClearNoteService,
  ) {}

  async read(em: EntityManager, ticket: TicketEntity, fields: readonly Revealable[]): Promise<RevealedPersonalData> {
    const asked = (field: Revealable): boolean => fields.includes(field);
    const customer = await this.customers.clear(em, await this.customers.require(em, ticket.tenantId, ticket.customerId), placeOf(ticket));
    return {
      ticketId: ticket.id,
      name: asked('name') ? customer.name : null,
      phone: asked('phone') ? customer.phone : null,
      email: asked('email') ? customer.email : null,
      address: asked('address') ? customer.address : null,
      company: asked('company') ? customer.company : null,
      description: asked('description') ? await this.open(em, ticket, 'ticket.description', ticket.description) : null,
      serialNumber: asked('serialNumber') ? await this.open(em, ticket, 'ticket.serialNumber', ticket.serialNumber) : null,
      details: asked('details') ? await this.open(em, ticket, 'ticket.details', ticket.detailsClear) : null,
      notes: asked('notes') ? await this.notes.list(em, ticket) : null,
    };
  }

  private async open(em: EntityManager, { tenantId, customerId }: TicketEntity, field: string, sealed: Buffer | null): Promise<string | null> {
    if (sealed === null) return null;
    const text = await this.personal.decrypt(em, tenantId, customerId, field, sealed);
    return text === erased ? null : text;
  }
}
