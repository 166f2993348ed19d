import type { Role } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import type { FileReadPolicy, FileRow } from '@mendline/platform/files';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketAccessService } from '../ownership/ticket-access.service.js';
import { VisitEngineerService } from '../visit/visit-engineer.service.js';

/** Who accompanies every ticket. */
const accompanying: readonly Role[] = ['csr', 'csr-leader', 'supervisor', 'manager', 'department-manager', 'customer-relations', 'quality-manager'];

/** Files are read inside the after-sales team [A11-4]: by those who accompany tickets, the ticket's owner, the engineers of its visits, and its own customer. */
@Injectable()
export class EvidencePolicy implements FileReadPolicy {
  constructor(
    private readonly access: TicketAccessService,
    private readonly engineers: VisitEngineerService,
  ) {}

  async mayRead(em: EntityManager, reader: Principal, { ticketId }: FileRow): Promise<boolean> {
    const ticket = (await this.access.visible(em, reader, [ticketId])).get(ticketId);
    if (!ticket) return false;
    if (reader.roles.some((role) => role === 'customer' || accompanying.includes(role))) return true;
    if (reader.personId !== undefined && ticket.ownerId === reader.personId) return true;
    return (await this.engineers.ticketsOf(em, reader, [ticketId])).has(ticketId);
  }
}
