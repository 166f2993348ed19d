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
