import { conflict } from '@mendline/contracts';
import { inverseRelations, isClosedForCustomer, isComplaint } from '@mendline/contracts/ticket';
import type { TicketCommand, TicketStatus } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { canSee } from './ticket.access.js';
import { TicketEntity } from './ticket.entity.js';
import type { TicketLink } from './ticket.model.js';
import { isDuplicateOf, linksOfTicket, shareTicket, waitingFor } from './ticket.repository.js';
import type { Tie } from './ticket.tie.js';
import { writeTie } from './ticket.tie.js';

/** Ties between tickets: seen from both ends, and told to whoever waits for the other end. */
@Injectable()
export class LinkService {
  constructor(private readonly journal: CommandJournal) {}

  /** The tie that a command makes: by `link`, by `merge`, or by a review that finds a duplicate. */
  async ofCommand(em: EntityManager, ticket: TicketEntity, command: TicketCommand, now: Date): Promise<FactDraft[]> {
    const tie = tieOf(command);
    if (command.name === 'merge') return this.mergeInto(em, ticket, command.data.intoId, now);
    if (tie && command.name === 'review') await this.refuseCircle(em, ticket, tie.ticketId);
    return tie ? this.tie(em, ticket, tie, now) : [];
  }

  /** Tells the tickets that wait for this one that it is closed for the customer: in its own transaction, so that none is forgotten. */
  async tellWaiting(em: EntityManager, ticket: TicketEntity, from: TicketStatus): Promise<FactDraft[]> {
    if (isClosedForCustomer(from) || !isClosedForCustomer(ticket.status)) return [];
    for (const waiting of await waitingFor(em, ticket)) await this.tellEnded(em, ticket.tenantId, waiting, ticket);
    return [];
  }

  /** Both ends of a ticket's ties, by when they were made; only to tickets within the caller's data scope. */
  async list(em: EntityManager, who: Principal, ticketId: string): Promise<TicketLink[]> {
    const ties = await linksOfTicket(em, who.tenant, ticketId);
    if (ties.length === 0) return [];
    const others = await em.find(TicketEntity, { where: { tenantId: who.tenant, id: In(ties.map((tie) => tie.ticketId)) } });
    const visible = new Map(others.filter((other) => canSee(who, other)).map((other) => [other.id, other]));
    return ties.flatMap(({ relation, ticketId: otherId, incoming }) => {
      const other = visible.get(otherId);
      if (!other) return [];
      const { number, kind, status } = other;
      return [{ relation: incoming ? inverseRelations[relation] : relation, ticketId: otherId, number, kind, status }];
    });
  }

  /**
   * Ties a ticket to another; again is no change. Throws `link.in-a-circle` where the other ticket waits itself: two that wait for each other would wait for
   * ever.
   */
  private async tie(em: EntityManager, ticket: TicketEntity, tie: Tie, now: Date): Promise<FactDraft[]> {
    if (tie.relation === 'waits-for' && ticket.flow.waitsFor?.includes(tie.ticketId)) await this.waitFor(em, ticket, tie.ticketId);
    return writeTie(em, ticket, tie, now);
  }

  /** Of two tickets that are found to be duplicates of each other one stays. Throws `link.in-a-circle`. */
  private async refuseCircle(em: EntityManager, ticket: TicketEntity, otherId: string): Promise<void> {
    const other = await shareTicket(em, ticket.tenantId, otherId);
    if (other && (await isDuplicateOf(em, other, ticket.id))) throw conflict('link.in-a-circle');
  }

  /**
   * The other row stays shared until the end of the transaction: of two that are merged into each other one stays. Whom a complaint is about handles none
   * that it comes to [A3-13]. Throws `merge.into-closed`, `merge.complaint`.
   */
  private async mergeInto(em: EntityManager, ticket: TicketEntity, intoId: string, now: Date): Promise<FactDraft[]> {
    const into = await shareTicket(em, ticket.tenantId, intoId);
    if (!into || isClosedForCustomer(into.status)) throw conflict('merge.into-closed');
    if (!mayComeTo(ticket, into)) throw conflict('merge.complaint');
    return writeTie(em, ticket, { relation: 'duplicate-of', ticketId: intoId }, now);
  }

  /** The other row stays shared until the end of the transaction: its own end either is seen here or sees this wait. */
  private async waitFor(em: EntityManager, { tenantId, id, seq }: TicketEntity, otherId: string): Promise<void> {
    const other = await shareTicket(em, tenantId, otherId);
    if ((other?.flow.waitsFor ?? []).length > 0) throw conflict('link.in-a-circle');
    if (!other || isClosedForCustomer(other.status)) await this.tellEnded(em, tenantId, id, other ?? { id: otherId, seq: 0 }, `/${seq}`);
  }

  /** Once for every end: a ticket that is opened again ends again, and may have been waited for anew. So for every wait that begins after an end. */
  private tellEnded(em: EntityManager, tenantId: string, waitingId: string, { id, seq }: Pick<TicketEntity, 'id' | 'seq'>, wait = ''): Promise<void> {
    return this.journal.enqueueSystemCommand(em, { tenantId, ticketId: waitingId, commandId: `linked/${waitingId}/${id}/${seq}${wait}`, name: 'linked-ended', data: { ticketId: id } });
  }
}

/** A complaint may come to a complaint that is about the same people. */
const mayComeTo = (ticket: TicketEntity, into: TicketEntity): boolean =>
  !isComplaint(ticket.kind) || (isComplaint(into.kind) && (ticket.flow.accused ?? []).every((one) => into.flow.accused?.includes(one)));

const tieOf = ({ name, data }: TicketCommand): Tie | null => {
  if (name === 'link') return data;
  const original = name === 'review' && data.decision === 'duplicate-of' ? data.duplicateOf : null;
  return original === null ? null : { relation: 'duplicate-of', ticketId: original };
};
