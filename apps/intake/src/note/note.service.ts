import { ticketNoted } from '@mendline/contracts/facts';
import type { CommandName, TicketCommand } from '@mendline/contracts/ticket';
import { newId } from '@mendline/platform/ids';
import { PersonalData, redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { CustomerService } from '../customer/customer.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { withMerged } from '../ticket/merged-ticket.service.js';
import { CommandTexts } from './command-texts.js';
import { NoteEntity } from './note.entity.js';

/** A note to be written. */
export interface NewNote {
  readonly visibility: 'internal' | 'customer';
  readonly authorId: string | null;
  readonly commandId: string | null;
  readonly text: string;
}

/** A note as lists show it. */
export interface NoteView {
  readonly id: string;
  /** Where it was written: this ticket, or one that was merged into it. */
  readonly ticketId: string;
  readonly visibility: 'internal' | 'customer';
  readonly authorId: string | null;
  readonly text: string;
  readonly at: Date;
}

const longestList = 500;

/** Commands whose words are what the customer was told. */
const toldToCustomer: readonly CommandName[] = ['answer', 'give-opinion', 'tell-result'];

/** Notes and messages: the original encrypted under the customer's key, a redacted form for lists and facts. */
@Injectable()
export class NoteService {
  constructor(
    private readonly customers: CustomerService,
    private readonly personal: PersonalData,
    private readonly texts: CommandTexts,
  ) {}

  /** Writes a note; answers its fact. */
  async add(em: EntityManager, ticket: TicketEntity, note: NewNote, at: Date): Promise<FactDraft> {
    const customer = await this.customers.require(em, ticket.tenantId, ticket.customerId);
    const redacted = redact(note.text, await this.customers.known(em, customer));
    const body = await this.personal.encrypt(em, ticket.tenantId, ticket.customerId, 'note.body', note.text);
    const { visibility, authorId, commandId } = note;
    const row: NoteEntity = { tenantId: ticket.tenantId, id: newId('nt'), ticketId: ticket.id, visibility, authorId, commandId, body, redacted, at };
    await em.insert(NoteEntity, row);
    return { definition: ticketNoted, data: { noteId: row.id, visibility, authorId, text: redacted, at: at.toISOString() } };
  }

  /** Redacted notes of a ticket, and of those that were merged into it, oldest first; customers see theirs and what was meant for them. */
  list(em: EntityManager, tenantId: string, ticketId: string, forCustomer: boolean): Promise<NoteView[]> {
    return em.query<NoteView[]>(
      `${withMerged}
       select n.id, n.ticket_id as "ticketId", n.visibility, n.author_id as "authorId", n.redacted as text, n.at from ticket_notes n
       where n.tenant_id = $1 and n.ticket_id in (select id from merged) and (n.visibility = 'customer' or not $3::boolean) order by n.at, n.id limit ${longestList}`,
      [tenantId, ticketId, forCustomer],
    );
  }

  /** What people wrote with a command becomes a note when the command is recorded; the workflow never sees it. */
  async ofCommand(em: EntityManager, ticket: TicketEntity, command: TicketCommand, at: Date): Promise<FactDraft[]> {
    if (command.source !== 'intake') return [];
    const text = await this.texts.of(em, ticket.tenantId, command.commandId);
    if (text === null) return [];
    const visibility = toldToCustomer.includes(command.name) || command.actor.kind === 'customer' ? 'customer' : 'internal';
    const { personId: authorId } = command.actor;
    return [await this.add(em, ticket, { visibility, authorId, commandId: command.commandId, text }, at)];
  }
}
