import { ticketLinked } from '@mendline/contracts/facts';
import type { LinkRelation } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import type { TicketEntity } from './ticket.entity.js';
import { insertLink } from './ticket.repository.js';

/** A tie as the ticket that has it says it. */
export interface Tie {
  readonly relation: LinkRelation;
  readonly ticketId: string;
}

/** Writes a tie; answers its fact, none when the tickets were tied so before. */
export const writeTie = async (em: EntityManager, ticket: TicketEntity, { relation, ticketId }: Tie, at: Date): Promise<FactDraft[]> => {
  const fresh = await insertLink(em, ticket, relation, ticketId, at);
  return fresh ? [{ definition: ticketLinked, data: { relation, otherId: ticketId, at: at.toISOString() } }] : [];
};

/** The place of the work of a ticket that a new one of the same customer is tied to, still encrypted; null where it has none of its own. */
export const addressOfTied = async (em: EntityManager, { tenantId, customerId }: Pick<TicketEntity, 'tenantId' | 'customerId'>, ties: readonly Tie[]): Promise<Buffer | null> => {
  if (ties.length === 0) return null;
  const rows = await em.query<{ address: Buffer }[]>(
    `select service_address as address from tickets where tenant_id = $1 and customer_id = $2 and id = any($3) and service_address is not null order by registered_at desc limit 1`,
    [tenantId, customerId, ties.map(({ ticketId }) => ticketId)],
  );
  return rows[0]?.address ?? null;
};
