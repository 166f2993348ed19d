import { erased, PersonalData, redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OwnershipService } from '../ownership/ownership.service.js';

/** Where a note lies: its field is part of its protection. */
export interface NotePlace {
  readonly tenantId: string;
  /** `remote-step/<step id>` or `remote-session/<session id>`. */
  readonly field: string;
}

/** A note at rest. */
export interface StoredNote {
  readonly noteEncrypted: Buffer | null;
  readonly notePersonId: string | null;
}

const noNote: StoredNote = { noteEncrypted: null, notePersonId: null };

/**
 * What was said and seen during a remote session. At rest only encrypted: this service does not know the customer's name
 * and so cannot take it out of a text. Numbers and addresses of every kind are taken out when it is shown [A11-5].
 */
@Injectable()
export class RemoteNoteService {
  constructor(
    private readonly data: PersonalData,
    private readonly ownership: OwnershipService,
  ) {}

  /**
   * Encrypts a note under the customer's key, so that erasing the customer erases it; under the author's as long as the
   * ticket's registration has not come here. Empty text is no note.
   */
  async seal(em: EntityManager, { tenantId, field }: NotePlace, ticketId: string, authorId: string, text: string): Promise<StoredNote> {
    if (text === '') return noNote;
    const notePersonId = (await this.personOf(em, tenantId, ticketId)) ?? authorId;
    return { noteEncrypted: await this.data.encrypt(em, tenantId, notePersonId, field, text), notePersonId };
  }

  /** The note as it may be shown; null without one, and once it was erased. */
  async read(em: EntityManager, { tenantId, field }: NotePlace, { noteEncrypted, notePersonId }: StoredNote): Promise<string | null> {
    if (noteEncrypted === null || notePersonId === null) return null;
    const text = await this.data.decrypt(em, tenantId, notePersonId, field, noteEncrypted);
    return text === erased ? null : redact(text);
  }

  /** Whose data a text about the ticket is; null while the registration has not come here. */
  async personOf(em: EntityManager, tenantId: string, ticketId: string): Promise<string | null> {
    return (await this.ownership.findTicket(em, { tenantId, ticketId }))?.customerId ?? null;
  }
}

export const stepField = (stepId: string): string => `remote-step/${stepId}`;
export const sessionField = (sessionId: string): string => `remote-session/${sessionId}`;
