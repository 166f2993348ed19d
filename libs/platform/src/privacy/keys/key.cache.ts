interface Entry {
  readonly key: Buffer;
  readonly until: number;
}

/** Opened data keys for a short while, the least recently used dropped first. */
export class KeyCache {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly capacity: number,
    private readonly ttlMs: number,
    private readonly now: () => number,
  ) {}

  get(id: string): Buffer | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    this.entries.delete(id);
    if (entry.until <= this.now()) return undefined;
    this.entries.set(id, entry);
    return entry.key;
  }

  put(id: string, key: Buffer): void {
    this.entries.delete(id);
    this.entries.set(id, { key, until: this.now() + this.ttlMs });
    const oldest = this.entries.keys().next();
    if (this.entries.size > this.capacity && oldest.done !== true) this.entries.delete(oldest.value);
  }

  drop(id: string): void {
    this.entries.delete(id);
  }
}
