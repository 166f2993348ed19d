import { type AuditEntry, genesisHash, hashEntry } from './audit.entry.js';

export interface StoredEntry extends AuditEntry {
  readonly hash: string;
}

/** The newest link as the chain's head has it. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** `brokenAt` is the first number that does not fit: changed, missing, or not sealed by its predecessor. */
export type AuditVerdict = { readonly intact: true; readonly entries: number } | { readonly intact: false; readonly brokenAt: number };

/** Walks a chain entry by entry. */
export class ChainChecker {
  /** Number of the last good entry. */
  seq = 0;
  private hash = genesisHash;
  private brokenAt: number | undefined;

  /** False at the first entry that does not fit. */
  accept(entry: StoredEntry): boolean {
    const fits = entry.seq === this.seq + 1 && entry.prevHash === this.hash && entry.hash === hashEntry(entry);
    if (!fits) {
      this.brokenAt = this.seq + 1;
      return false;
    }
    this.seq = entry.seq;
    this.hash = entry.hash;
    return true;
  }

  /** After the last entry: the head tells whether entries are missing at the end or were put behind it. */
  finish(head: ChainEnd, strays: boolean): AuditVerdict {
    if (head.seq !== this.seq || head.hash !== this.hash) this.brokenAt = Math.min(head.seq, this.seq) + 1;
    else if (strays) this.brokenAt = head.seq + 1;
    return this.verdict();
  }

  verdict(): AuditVerdict {
    return this.brokenAt === undefined ? { intact: true, entries: this.seq } : { intact: false, brokenAt: this.brokenAt };
  }
}
