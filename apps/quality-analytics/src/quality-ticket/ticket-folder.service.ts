import { Injectable } from '@nestjs/common';
import type { Fact } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { orderFacts } from './fact-order.domain.js';
import type { TicketFact } from './fact-order.domain.js';
import { QualityFactRepository } from './quality-fact.repository.js';
import type { KeptFact, TicketKey } from './quality-fact.repository.js';
import { foldTicket } from './quality-ticket.domain.js';
import { QualityTicketWriter } from './quality-ticket.writer.js';
import type { FoldedTicket } from './quality-ticket.writer.js';

const toKept = (fact: Fact): KeptFact => ({
  tenantId: fact.tenantid,
  ticketId: fact.subject,
  fact: {
    id: fact.id, type: fact.type, aggregateId: fact.aggregateid, incarnation: fact.incarnation, aggregateVersion: fact.aggregateversion, ticketSeq: fact.ticketseq ?? 0,
    time: fact.time, data: fact.data,
  },
});

const nameOf = ({ tenantId, ticketId }: TicketKey): string => `${tenantId}/${ticketId}`;

const distinct = (keys: readonly TicketKey[]): TicketKey[] => [...new Map(keys.map((key) => [nameOf(key), key])).values()];

/** Folds the facts of tickets into rows: any order, any number of times, alone or many at once give the same rows. */
@Injectable()
export class TicketFolder {
  constructor(
    private readonly facts: QualityFactRepository,
    private readonly writer: QualityTicketWriter,
  ) {}

  /** Takes facts about tickets. Answers the tickets as they are now, as far as their registration is known. */
  async take(em: EntityManager, facts: readonly Fact[]): Promise<readonly FoldedTicket[]> {
    if (facts.length === 0) return [];
    const kept = facts.map(toKept);
    await this.facts.lock(em, distinct(kept));
    const changed = distinct(await this.facts.add(em, kept));
    if (changed.length === 0) return [];
    const folded = foldAll(await this.facts.ofTickets(em, changed));
    await this.writer.save(em, folded);
    return folded;
  }

  /** Forgets everything; the facts must be read again. */
  clear(em: EntityManager): Promise<void> {
    return this.writer.clear(em);
  }
}

const foldAll = (facts: readonly (TicketFact & TicketKey)[]): FoldedTicket[] => {
  const byTicket = new Map<string, (TicketFact & TicketKey)[]>();
  for (const fact of facts) {
    const known = byTicket.get(nameOf(fact));
    if (known) known.push(fact);
    else byTicket.set(nameOf(fact), [fact]);
  }
  return [...byTicket.values()].flatMap((ofTicket) => foldOne(ofTicket));
};

const foldOne = (facts: readonly (TicketFact & TicketKey)[]): FoldedTicket[] => {
  const [first] = facts;
  const ticket = first && foldTicket(first.ticketId, facts);
  return ticket ? [{ tenantId: first.tenantId, ticket, shrunk: orderFacts(facts).length < facts.length }] : [];
};
