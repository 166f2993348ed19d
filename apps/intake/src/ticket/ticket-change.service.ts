import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketFactsService } from './ticket-facts.service.js';
import type { TicketFacts } from './ticket-facts.service.js';
import { TicketEntity } from './ticket.entity.js';
import { lockTicket, saveTicket } from './ticket.repository.js';

/** Changes of a ticket's record in which its life has no part: plain transactions of commands. */
@Injectable()
export class TicketChangeService {
  constructor(
    private readonly packs: PolicyPackService,
    private readonly facts: TicketFactsService,
  ) {}

  /** The ticket, locked against every other change until the transaction ends; null when there is none. */
  locked(em: EntityManager, tenantId: string, id: string): Promise<TicketEntity | null> {
    return lockTicket(em, tenantId, id);
  }

  /** Writes a locked ticket back with the facts of its change; subscribers are told. */
  async save(em: EntityManager, ticket: TicketEntity, facts: TicketFacts): Promise<void> {
    ticket.revision += 1;
    await this.facts.append(em, ticket, await this.packs.of(em, ticket), facts);
    await saveTicket(em, ticket);
  }

  /** The tickets of a device that are not archived, each locked when it is its turn. */
  async *openOfDevice(em: EntityManager, tenantId: string, deviceId: string): AsyncGenerator<TicketEntity> {
    const open = await em.find(TicketEntity, { where: { tenantId, deviceId, archivedAt: IsNull() }, select: { tenantId: true, id: true }, order: { id: 'ASC' } });
    for (const { id } of open) {
      const ticket = await lockTicket(em, tenantId, id);
      if (ticket) yield ticket;
    }
  }
}
