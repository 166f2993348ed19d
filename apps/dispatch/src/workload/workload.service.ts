import type { Fact } from '@mendline/contracts/facts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TicketCopyRow } from './ticket-copy.entity.js';
import { readRelocation, readTicket } from './workload.domain.js';
import { type TicketKey, WorkloadRepository } from './workload.repository.js';

/** Who carries how much: the owners of the open tickets, folded from intake's facts. */
@Injectable()
export class WorkloadService {
  constructor(private readonly tickets: WorkloadRepository) {}

  /** Folds a fact of a ticket by (incarnation, version); duplicates and older facts change nothing. */
  async fold(em: EntityManager, fact: Fact): Promise<void> {
    const key = { tenantId: fact.tenantid, ticketId: fact.subject };
    const at = { incarnation: fact.incarnation, version: fact.aggregateversion };
    const reading = readTicket(fact);
    if (reading !== null) await this.tickets.fold(em, key, reading, at);
    const region = readRelocation(fact);
    if (region !== null) await this.tickets.relocate(em, key, region, at);
  }

  /** Counts an accepted ticket at once: until intake's fact is here the same person would seem free. The fold has the last word. */
  takeOwner(em: EntityManager, key: TicketKey, ownerId: string): Promise<void> {
    return this.tickets.setOwner(em, key, ownerId);
  }

  /** Counts a visit that somebody is to make, until the facts tell that it has ended. */
  engage(em: EntityManager, key: TicketKey, engineerId: string, at: Date): Promise<void> {
    return this.tickets.setEngineer(em, key, engineerId, at);
  }

  findTicket(em: EntityManager, key: TicketKey): Promise<TicketCopyRow | null> {
    return this.tickets.find(em, key);
  }
}
