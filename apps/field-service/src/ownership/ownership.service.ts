import type { Fact } from '@mendline/contracts/facts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readOwnership } from './ownership.domain.js';
import { OwnershipRepository, type TicketKey } from './ownership.repository.js';
import type { TicketCopyRow } from './ticket-copy.entity.js';

/** Whose an open session is by a fact of its ticket. */
export interface SessionOwner {
  readonly tenantId: string;
  readonly sessionId: string;
  readonly ownerId: string;
}

/** Whose a ticket is and whom it serves, folded from intake's facts. */
@Injectable()
export class OwnershipService {
  constructor(private readonly tickets: OwnershipRepository) {}

  /** Folds a fact by (incarnation, version). Answers the owner that the round's session has from now on, if the fact tells one. */
  async fold(em: EntityManager, fact: Fact): Promise<SessionOwner | null> {
    const reading = readOwnership(fact);
    if (reading === null) return null;
    const key = { tenantId: fact.tenantid, ticketId: fact.subject };
    if (reading.sessionId !== null) await this.tickets.awaitTurn(em, key);
    const newer = await this.tickets.fold(em, key, reading, { incarnation: fact.incarnation, version: fact.aggregateversion });
    const { sessionId, ownerId } = reading;
    return newer && sessionId !== null && ownerId !== null ? { tenantId: key.tenantId, sessionId, ownerId } : null;
  }

  /** Serialises what is numbered within a ticket. */
  lockTicket(em: EntityManager, key: TicketKey): Promise<TicketCopyRow | null> {
    return this.tickets.lock(em, key);
  }

  findTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<TicketCopyRow[]> {
    return this.tickets.ofTickets(em, tenantId, ticketIds);
  }

  /** The ticket as it stands after every fact about its open session that is being folded: none comes by until the end of the transaction. */
  async findTicketInTurn(em: EntityManager, key: TicketKey): Promise<TicketCopyRow | null> {
    await this.tickets.awaitTurn(em, key);
    return this.tickets.find(em, key);
  }

  findTicket(em: EntityManager, key: TicketKey): Promise<TicketCopyRow | null> {
    return this.tickets.find(em, key);
  }
}
