import { createHmac } from 'node:crypto';
import type { CountryCode } from 'libphonenumber-js';
import type { KeyManagement } from '../keys/key-management.port.js';
import { normalise, type LookupKind } from './normalise.js';

/**
 * Exact look-ups over encrypted fields: HMAC-SHA-256 of the normalised value under a key of the tenant, which is derived from the
 * master key. The same value gives the same 32 bytes within a tenant and kind, and others everywhere else.
 */
export class BlindIndexes {
  private readonly keys = new Map<string, Promise<Buffer>>();

  constructor(private readonly kms: KeyManagement) {}

  /** `country` is for phones without a country code; default CN. All spellings of a value give the same index. */
  async blindIndex(tenantId: string, kind: LookupKind, value: string, country?: CountryCode): Promise<Buffer> {
    const key = await this.keyOf(tenantId);
    return createHmac('sha256', key).update(`${kind}\0${normalise(kind, value, country)}`).digest();
  }

  private keyOf(tenantId: string): Promise<Buffer> {
    const known = this.keys.get(tenantId);
    if (known !== undefined) return known;
    const derived = this.kms.derive(`blind-index/${tenantId}`);
    this.keys.set(tenantId, derived);
    // A key service that was down for a moment is asked again, not remembered as broken.
    derived.catch(() => this.keys.delete(tenantId));
    return derived;
  }
}
