import { CommandJournal } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What people wrote with their commands, read from the journal by command id. */
@Injectable()
export class CommandTexts {
  constructor(private readonly journal: CommandJournal) {}

  /** The text, or null when there is none or its person was erased. */
  async of(em: EntityManager, tenantId: string, commandId: string): Promise<string | null> {
    const input = await this.journal.readInput(em, tenantId, commandId);
    const text: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'text') : null;
    return typeof text === 'string' && text !== '' ? text : null;
  }
}
