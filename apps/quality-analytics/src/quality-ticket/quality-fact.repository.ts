import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TicketFact } from './fact-order.domain.js';

/** The facts of each ticket, each once. */
@Injectable()
export class QualityFactRepository {
  /** Foldings of one ticket go one after the other: else two at once would each miss the other's fact. */
  async lock(em: EntityManager, tenantId: string, ticketId: string): Promise<void> {
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`${tenantId}/${ticketId}`]);
  }

  /** Whether the fact was new. */
  async add(em: EntityManager, tenantId: string, ticketId: string, fact: TicketFact): Promise<boolean> {
    const added = await em.query<{ fact_id: string }[]>(
      `insert into quality_facts (tenant_id, ticket_id, fact_id, type, aggregate_id, incarnation, ticket_seq, aggregate_version, at, data)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (tenant_id, ticket_id, fact_id) do nothing returning fact_id`,
      [tenantId, ticketId, fact.id, fact.type, fact.aggregateId, fact.incarnation, fact.ticketSeq, fact.aggregateVersion, fact.time, JSON.stringify(fact.data)],
    );
    return added.length > 0;
  }

  ofTicket(em: EntityManager, tenantId: string, ticketId: string): Promise<TicketFact[]> {
    return em.query<TicketFact[]>(
      `select fact_id as id, type, aggregate_id as "aggregateId", incarnation, aggregate_version as "aggregateVersion",
              ticket_seq as "ticketSeq", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time, data
       from quality_facts where tenant_id = $1 and ticket_id = $2`,
      [tenantId, ticketId],
    );
  }
}
