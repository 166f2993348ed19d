import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TicketFact } from './fact-order.domain.js';

/** A ticket among all tenants'. */
export interface TicketKey {
  readonly tenantId: string;
  readonly ticketId: string;
}

/** A fact of a ticket. */
export interface KeptFact extends TicketKey {
  readonly fact: TicketFact;
}

/** The keys as two arrays, as `unnest` takes them. */
const columnsOf = (keys: readonly TicketKey[]): [string[], string[]] => [keys.map(({ tenantId }) => tenantId), keys.map(({ ticketId }) => ticketId)];

const addFacts = `
  insert into quality_facts (tenant_id, ticket_id, fact_id, type, aggregate_id, incarnation, ticket_seq, aggregate_version, at, data)
  select tenant_id, ticket_id, fact_id, type, aggregate_id, incarnation, ticket_seq, aggregate_version, at, data
  from jsonb_populate_recordset(null::quality_facts, $1::jsonb)
  on conflict (tenant_id, ticket_id, fact_id) do nothing
  returning tenant_id as "tenantId", ticket_id as "ticketId"`;

const factsOfTickets = `
  select f.tenant_id as "tenantId", f.ticket_id as "ticketId", fact_id as id, type, aggregate_id as "aggregateId", incarnation, aggregate_version as "aggregateVersion",
         ticket_seq as "ticketSeq", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time, data
  from unnest($1::text[], $2::text[]) as t(tenant_id, ticket_id) join quality_facts f using (tenant_id, ticket_id)`;

const record = ({ tenantId, ticketId, fact }: KeptFact): object => ({
  tenant_id: tenantId, ticket_id: ticketId, fact_id: fact.id, type: fact.type, aggregate_id: fact.aggregateId, incarnation: fact.incarnation, ticket_seq: fact.ticketSeq,
  aggregate_version: fact.aggregateVersion, at: fact.time, data: fact.data,
});

/** The facts of each ticket, each once. */
@Injectable()
export class QualityFactRepository {
  /** Foldings of one ticket go one after the other: else two at once would each miss the other's fact. Always in one order: none waits in a circle. */
  async lock(em: EntityManager, tickets: readonly TicketKey[]): Promise<void> {
    await em.query(
      `select pg_advisory_xact_lock(key) from (
         select distinct hashtextextended(t || '/' || k, 1) as key from unnest($1::text[], $2::text[]) as asked(t, k) order by 1 offset 0) as ordered`,
      columnsOf(tickets),
    );
  }

  /** Tickets of which a fact was new. */
  async add(em: EntityManager, facts: readonly KeptFact[]): Promise<TicketKey[]> {
    return em.query<TicketKey[]>(addFacts, [JSON.stringify(facts.map(record))]);
  }

  /** Every known fact of these tickets. */
  ofTickets(em: EntityManager, tickets: readonly TicketKey[]): Promise<(TicketFact & TicketKey)[]> {
    return em.query<(TicketFact & TicketKey)[]>(factsOfTickets, columnsOf(tickets));
  }
}
