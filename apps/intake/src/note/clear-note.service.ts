import { erased, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { NoteEntity } from './note.entity.js';

/** A note in clear; null = erased. */
export interface ClearNote {
  readonly id: string;
  readonly visibility: string;
  readonly at: Date;
  readonly text: string | null;
}

const mostNotes = 500;

/** Notes as they were written. Whether the caller may have them is decided before. */
@Injectable()
export class ClearNoteService {
  constructor(private readonly personal: PersonalData) {}

  /** Oldest first. */
  async list(em: EntityManager, { tenantId, id: ticketId, customerId }: TicketEntity): Promise<ClearNote[]> {
    const rows = await em.find(NoteEntity, { where: { tenantId, ticketId }, order: { at: 'ASC' }, take: mostNotes });
    const notes: ClearNote[] = [];
    for (const { id, visibility, at, body } of rows) {
      const text = await this.personal.decrypt(em, tenantId, customerId, 'note.body', body);
      notes.push({ id, visibility, at, text: text === erased ? null : text });
    }
    return notes;
  }
}
