import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { VisitRepository } from './visit.repository.js';

/** Who visits which ticket. */
@Injectable()
export class VisitEngineerService {
  constructor(
    private readonly database: Database,
    private readonly visits: VisitRepository,
  ) {}

  /** Whether the caller is the engineer of an open visit of the ticket. */
  async isOf({ tenant, personId }: Principal, ticketId: string): Promise<boolean> {
    if (personId === undefined) return false;
    return (await this.database.tx(tenant, (em) => this.visits.countOpen(em, tenant, personId, ticketId))) > 0;
  }

  /** The tickets of these that the caller visits or has visited. */
  async ticketsOf(em: EntityManager, { tenant, personId }: Principal, ticketIds: readonly string[]): Promise<Set<string>> {
    return new Set(personId === undefined ? [] : await this.visits.ticketsOf(em, tenant, personId, ticketIds));
  }
}
