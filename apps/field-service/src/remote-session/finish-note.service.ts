import { CommandJournal } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RemoteSessionRow } from './remote-session.entity.js';
import { RemoteNoteService, sessionField, type StoredNote } from './remote-note.service.js';

/** Brings the note of a finishing command from the journal to its session: text never travels through the ticket's life. */
@Injectable()
export class FinishNoteService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly notes: RemoteNoteService,
  ) {}

  async take(em: EntityManager, { tenantId, sessionId, ticketId, ownerId }: RemoteSessionRow, commandId: string): Promise<StoredNote> {
    const text = noteOf(await this.journal.readInput(em, tenantId, commandId));
    return this.notes.seal(em, { tenantId, field: sessionField(sessionId) }, ticketId, ownerId ?? 'system', text);
  }
}

const noteOf = (input: unknown): string => {
  const note: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'note') : undefined;
  return typeof note === 'string' ? note : '';
};
