import { CommandJournal } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalTextService, type SealedText } from '../personal-text/personal-text.service.js';
import { sessionField } from './remote-note.domain.js';
import type { RemoteSessionRow } from './remote-session.entity.js';

/** Brings the note of a finishing command from the journal to its session: text never travels through the ticket's life. */
@Injectable()
export class FinishNoteService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly texts: PersonalTextService,
  ) {}

  async take(em: EntityManager, { tenantId, sessionId, ticketId, ownerId }: RemoteSessionRow, commandId: string): Promise<SealedText> {
    const text = noteOf(await this.journal.readInput(em, tenantId, commandId));
    return this.texts.seal(em, { tenantId, field: sessionField(sessionId) }, ticketId, ownerId ?? 'system', text);
  }
}

const noteOf = (input: unknown): string => {
  const note: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'note') : undefined;
  return typeof note === 'string' ? note : '';
};
