import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { FieldCipher, KeyManagement } from '../privacy/index.js';
import type { CommandInputVault, InputRef } from './command.input.js';

const fieldOf = (ref: InputRef): string => `commands.input/${ref.commandId}`;

/** Inputs under the data key of the person they are about; fingerprints under a key of the tenant. */
export class PersonalInputVault implements CommandInputVault {
  private readonly keys = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly cipher: FieldCipher,
    private readonly kms: KeyManagement,
  ) {}

  seal(em: EntityManager, ref: InputRef, text: string): Promise<Buffer> {
    return this.cipher.encrypt(em, ref.tenantId, ref.personId, fieldOf(ref), text);
  }

  async open(em: EntityManager, ref: InputRef, sealed: Buffer): Promise<string | null> {
    const text = await this.cipher.decrypt(em, ref.tenantId, ref.personId, fieldOf(ref), sealed);
    return typeof text === 'string' ? text : null;
  }

  async fingerprint(tenantId: string, text: string): Promise<Buffer> {
    return createHmac('sha256', await this.keyOf(tenantId)).update(text).digest();
  }

  private keyOf(tenantId: string): Promise<Buffer> {
    const known = this.keys.get(tenantId);
    if (known !== undefined) return known;
    const derived = this.kms.derive(`command-input/${tenantId}`);
    this.keys.set(tenantId, derived);
    // A key service that was down for a moment is asked again, not remembered as broken.
    derived.catch(() => this.keys.delete(tenantId));
    return derived;
  }
}
