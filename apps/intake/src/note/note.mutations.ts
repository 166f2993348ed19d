import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState, sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketFactsService } from '../ticket/ticket-facts.service.js';
import type { AddNoteInput } from '../ticket/ticket.input.js';
import type { TicketPayload } from '../ticket/ticket.model.js';
import { lockVisibleTicket } from '../ticket/visible-ticket.service.js';
import { NoteService } from './note.service.js';

/** Notes and messages on tickets: plain journaled transactions, the workflow has no part in them. */
@Injectable()
export class NoteMutations {
  constructor(
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
    private readonly notes: NoteService,
    private readonly facts: TicketFactsService,
  ) {}

  /** A customer's note is a message that both sides read. Throws DomainError `ticket.unknown` for a ticket the caller may not see. */
  async add(who: Principal, input: AddNoteInput): Promise<TicketPayload> {
    const { key, ticketId } = input;
    const text = sanitizeText(input.text, { max: 4_000, required: true });
    const visibility = who.roles.includes('customer') ? 'customer' : input.visibility;
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'addNote', ticketId, input: { visibility, text },
      ...(input.occurredAt && { occurredAt: input.occurredAt }),
      work: (em, now) => this.write(em, who, { key, ticketId, visibility, text }, now),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], ticketId };
  }

  private async write(em: EntityManager, who: Principal, note: Note, now: Date): Promise<{ readonly ticketId: string }> {
    const { key, ticketId, visibility, text } = note;
    const ticket = await lockVisibleTicket(em, who, ticketId);
    const pack = await this.packs.of(em, ticket);
    const authorId = who.personId ?? who.customerId ?? null;
    const draft = await this.notes.add(em, ticket, { visibility, authorId, commandId: key, text }, now);
    await this.facts.append(em, ticket, pack, { drafts: [draft], commandId: key, at: now });
    await em.save(ticket);
    return { ticketId };
  }
}

interface Note {
  readonly key: string;
  readonly ticketId: string;
  readonly visibility: 'internal' | 'customer';
  readonly text: string;
}
