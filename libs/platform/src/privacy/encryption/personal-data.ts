import type { Transaction } from '../keys/data-key.store.js';
import { erased, type DataKeys, type Erased } from '../keys/data-keys.js';
import { seal, unseal } from './sealed.js';

/** What services need to store and read a person's fields. Implemented by PersonalData. */
export interface FieldCipher {
  encrypt(tx: Transaction, tenantId: string, personId: string, fieldName: string, plaintext: string): Promise<Buffer>;
  decrypt(tx: Transaction, tenantId: string, personId: string, fieldName: string, ciphertext: Buffer): Promise<string | Erased>;
}

/**
 * Personal data at rest [A11-5][C17]: AES-256-GCM under the person's own data key, bound to tenant, person and field,
 * so that a value copied into another row or column does not open there.
 */
export class PersonalData implements FieldCipher {
  constructor(private readonly keys: DataKeys) {}

  /** Throws DomainError `person.erased` when the person's key was destroyed. */
  async encrypt(tx: Transaction, tenantId: string, personId: string, fieldName: string, plaintext: string): Promise<Buffer> {
    const key = await this.keys.toSeal(tx, { tenantId, personId });
    return seal(key, [tenantId, personId, fieldName], Buffer.from(plaintext, 'utf8'));
  }

  /** The text, or `erased`. Throws KeyError for a value that belongs to another field, person or tenant, or was changed. */
  async decrypt(tx: Transaction, tenantId: string, personId: string, fieldName: string, ciphertext: Buffer): Promise<string | Erased> {
    const key = await this.keys.toOpen(tx, { tenantId, personId });
    if (key === erased) return erased;
    return unseal(key, [tenantId, personId, fieldName], ciphertext).toString('utf8');
  }
}
