import type { PersonRef, Transaction } from '../keys/data-key.store.js';
import { erased, type DataKeys, type Erased } from '../keys/data-keys.js';
import { sealStream, unsealStream } from './sealed.stream.js';

/** Turns clear bytes into sealed ones, outside the transaction that gave it the key. */
export type ContentSealer = (plain: AsyncIterable<Uint8Array>) => AsyncIterable<Buffer>;
/** Turns sealed bytes into verified clear ones. */
export type ContentOpener = (sealed: AsyncIterable<Uint8Array>) => AsyncIterable<Buffer>;

/** What is needed to keep contents that are too long for a field. Implemented by PersonalStreams. */
export interface StreamCipher {
  sealer(tx: Transaction, person: PersonRef, contentName: string): Promise<ContentSealer>;
  opener(tx: Transaction, person: PersonRef, contentName: string): Promise<ContentOpener | Erased>;
}

/**
 * Long personal contents (photos, recordings) at rest [A11-5]: AES-256-GCM in segments under a key derived from the person's own data
 * key, bound to tenant, person and the content's name. Erasing the person makes them unreadable wherever copies lie.
 */
export class PersonalStreams implements StreamCipher {
  constructor(private readonly keys: DataKeys) {}

  /** Throws DomainError `person.erased` when the person's key was destroyed. The transaction must be committed before what was sealed counts. */
  async sealer(tx: Transaction, person: PersonRef, contentName: string): Promise<ContentSealer> {
    const key = await this.keys.toSeal(tx, person);
    return (plain) => sealStream(key, contextOf(person, contentName), plain);
  }

  /** `erased` when the person's key was destroyed. What it opens throws KeyError at the first byte that was changed. */
  async opener(tx: Transaction, person: PersonRef, contentName: string): Promise<ContentOpener | Erased> {
    const key = await this.keys.toOpen(tx, person);
    if (key === erased) return erased;
    return (sealed) => unsealStream(key, contextOf(person, contentName), sealed);
  }
}

const contextOf = ({ tenantId, personId }: PersonRef, contentName: string): readonly string[] => [tenantId, personId, contentName];
