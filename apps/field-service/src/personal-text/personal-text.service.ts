import { erased, PersonalData, redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OwnershipService } from '../ownership/ownership.service.js';

/** Where a text lies: its field is part of its protection. */
export interface TextPlace {
  readonly tenantId: string;
  /** What it belongs to and which text of it, such as `remote-step/<step id>`. */
  readonly field: string;
}

/** A text at rest. */
export interface SealedText {
  readonly encrypted: Buffer | null;
  /** Under whose key it lies. */
  readonly personId: string | null;
}

export const noText: SealedText = { encrypted: null, personId: null };

/**
 * What people write freely. At rest only encrypted: this service does not know the customer's name and so cannot take it out of
 * a text; whoever shows one to more than its writers shows nothing of it [A11-5]. Numbers and addresses are taken out always.
 */
@Injectable()
export class PersonalTextService {
  constructor(
    private readonly data: PersonalData,
    private readonly ownership: OwnershipService,
  ) {}

  /**
   * Encrypts a text under the customer's key, so that erasing the customer erases it; under the author's as long as the
   * ticket's registration has not come here. Empty text is no text. Throws `person.erased`.
   */
  async seal(em: EntityManager, { tenantId, field }: TextPlace, ticketId: string, authorId: string, text: string): Promise<SealedText> {
    if (text === '') return noText;
    const personId = (await this.personOf(em, tenantId, ticketId)) ?? authorId;
    return { encrypted: await this.data.encrypt(em, tenantId, personId, field, text), personId };
  }

  /** The text without telephone, e-mail and identity numbers; null without one, and once it was erased. */
  async read(em: EntityManager, { tenantId, field }: TextPlace, { encrypted, personId }: SealedText): Promise<string | null> {
    if (encrypted === null || personId === null) return null;
    const text = await this.data.decrypt(em, tenantId, personId, field, encrypted);
    return text === erased ? null : redact(text);
  }

  /** Whose data a text about the ticket is; null while the registration has not come here. */
  async personOf(em: EntityManager, tenantId: string, ticketId: string): Promise<string | null> {
    return (await this.ownership.findTicket(em, { tenantId, ticketId }))?.customerId ?? null;
  }
}
