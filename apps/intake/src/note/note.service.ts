import { ticketNoted } from '@mendline/contracts/facts';
import type { CommandName, TicketCommand } from '@mendline/contracts/ticket';
import { newId } from '@mendline/platform/ids';
import { PersonalData, redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { CustomerService } from '../customer/customer.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
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

  /** Redacted notes of a ticket, oldest first; customers see theirs and what was meant for them. */
  async list(em: EntityManager, tenantId: string, ticketId: string, forCustomer: boolean): Promise<NoteView[]> {
    const visible = forCustomer ? { visibility: 'customer' as const } : {};
    const notes = await em.find(NoteEntity, { where: { tenantId, ticketId, ...visible }, order: { at: 'ASC' }, take: longestList });
    return notes.map(({ id, visibility, authorId, redacted: text, at }) => ({ id, visibility, authorId, text, at }));
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
