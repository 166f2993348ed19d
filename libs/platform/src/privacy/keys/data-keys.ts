import { randomBytes } from 'node:crypto';
import { conflict } from '@mendline/contracts/errors';
import { KEY_BYTES } from '../encryption/aes.gcm.js';
import { dataKeyStore, type DataKeyRow, type PersonRef, type Transaction } from './data-key.store.js';
import { KeyCache } from './key.cache.js';
import { KeyError, type KeyManagement } from './key-management.port.js';

/** The answer of everything that was erased. A symbol, because any text could be somebody's data. */
export const erased: unique symbol = Symbol('erased');
export type Erased = typeof erased;

export interface DataKeyOptions {
  /** How long an opened key may be used from memory, and so how long another process may still read after an erasure. Default 30 s. */
  readonly cacheTtlMs?: number;
  /** Default 2,000 keys. */
  readonly cacheSize?: number;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}

/**
 * One data key per person (customer or staff), wrapped by the master key, in the caller's database and transaction.
 * Destroying the key is the erasure of the person: everything encrypted under it can never be read again.
 */
export class DataKeys {
  private readonly cache: KeyCache;

  constructor(
    private readonly kms: KeyManagement,
    { cacheTtlMs = 30_000, cacheSize = 2_000, now = () => performance.now() }: DataKeyOptions = {},
  ) {
    this.cache = new KeyCache(cacheSize, cacheTtlMs, now);
  }

  /** The person's key, made when there is none yet; `erased` when it was destroyed. */
  async obtain(tx: Transaction, person: PersonRef): Promise<Buffer | Erased> {
    const known = await this.find(tx, person);
    if (known !== null) return known;
    const key = randomBytes(KEY_BYTES);
    const made = await dataKeyStore.insert(tx, person, await this.kms.wrap(key, contextOf(person)));
    if (made) return key;
    const first = await this.find(tx, person);
    if (first === null) throw new Error('a data key was made by another transaction and is not visible');
    return first;
  }

  /** The person's key; null when there never was one, `erased` when it was destroyed. */
  async find(tx: Transaction, person: PersonRef): Promise<Buffer | Erased | null> {
    const cached = this.cache.get(contextOf(person));
    if (cached !== undefined) return cached;
    const row = await dataKeyStore.find(tx, person);
    return row === null ? null : this.open(person, row);
  }

  /** The person's key to seal something with. Throws DomainError `person.erased` when it was destroyed. */
  async toSeal(tx: Transaction, person: PersonRef): Promise<Buffer> {
    const key = await this.obtain(tx, person);
    if (key === erased) throw conflict('person.erased');
    return key;
  }

  /** The person's key to open with what was sealed once; `erased` when it was destroyed. Throws KeyError `key.missing` when there never was one. */
  async toOpen(tx: Transaction, person: PersonRef): Promise<Buffer | Erased> {
    const key = await this.find(tx, person);
    if (key === null) throw new KeyError('key.missing', 'a ciphertext without a data key');
    return key;
  }

  /** Erases the person. Repeating it changes nothing. */
  async destroy(tx: Transaction, person: PersonRef): Promise<void> {
    await dataKeyStore.destroy(tx, person);
    this.cache.drop(contextOf(person));
  }

  /** Wraps up to `limit` keys of a tenant anew with the newest master key; returns how many. Repeat until 0. */
  async rewrap(tx: Transaction, tenantId: string, limit = 500): Promise<number> {
    const outdated = await dataKeyStore.lockOutdated(tx, tenantId, await this.kms.newestKeyId(), limit);
    for (const { wrapped, ...person } of outdated) {
      const key = await this.kms.unwrap(wrapped, contextOf(person));
      await dataKeyStore.rewrap(tx, person, await this.kms.wrap(key, contextOf(person)));
    }
    return outdated.length;
  }

  private async open(person: PersonRef, { wrapped, settled }: DataKeyRow): Promise<Buffer | Erased> {
    if (wrapped === null) return erased;
    const key = await this.kms.unwrap(wrapped, contextOf(person));
    // A key of an open transaction would outlive its rollback in the cache, and then lock data away under a key nobody has.
    if (settled) this.cache.put(contextOf(person), key);
    return key;
  }
}

function contextOf({ tenantId, personId }: PersonRef): string {
  return JSON.stringify([tenantId, personId]);
}
