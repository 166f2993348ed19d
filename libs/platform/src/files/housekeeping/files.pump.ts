import type { Clock } from '../../clock/index.js';
import type { LeaderSession, RelayLog, RelayPump } from '../../outbox/index.js';
import type { FileStore } from '../store/file-store.port.js';
import { clearRemoved, removeOrphans, straysOf } from './file.sweeps.js';

export interface FilesPumpParts {
  readonly store: FileStore;
  readonly clock: Clock;
  readonly orphanHours: number;
  readonly log: RelayLog;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const retryMs = minuteMs;
const pageSize = 500;
/** A page of mostly unknown contents means that this is another database's store, or that the database was lost. */
const suspicious = 50;

/**
 * Every ten minutes: files that were attached to nothing in time are removed, and the contents of removed files cleared away. Once a day: contents that
 * no row knows are cleared away, page by page, unless they are so many that the store can hardly be this database's.
 */
export class FilesPump implements RelayPump {
  readonly name = 'files';
  readonly pollMs = minuteMs;
  private nextSweepAt = 0;
  private nextSearchAt = 0;
  private readonly counts = { orphans: 0, cleared: 0, strays: 0, straysLeft: 0, failed: 0 };

  constructor(private readonly parts: FilesPumpParts) {}

  async drain(session: LeaderSession, _wake: () => void, signal: AbortSignal): Promise<void> {
    if (performance.now() >= this.nextSweepAt) this.nextSweepAt = performance.now() + ((await this.settled(() => this.sweep(session, signal))) ? 10 * minuteMs : retryMs);
    if (performance.now() >= this.nextSearchAt) this.nextSearchAt = performance.now() + ((await this.settled(() => this.search(session, signal))) ? 24 * hourMs : hourMs);
  }

  async rest(): Promise<void> {
    await Promise.resolve();
  }

  status(): Readonly<Record<string, number>> {
    return { ...this.counts };
  }

  /** A store that is away for the moment is no reason to give up the session. */
  private async settled(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.counts.failed += 1;
      this.parts.log.warn({ error }, 'housekeeping of files is put off');
      return false;
    }
  }

  private async sweep(session: LeaderSession, signal: AbortSignal): Promise<void> {
    const now = await this.parts.clock.now();
    const before = new Date(now.getTime() - this.parts.orphanHours * hourMs);
    for (let removed = 1; removed > 0 && !signal.aborted; this.counts.orphans += removed) removed = await removeOrphans(session, before, now);
    for (let cleared = 1; cleared > 0 && !signal.aborted; this.counts.cleared += cleared) cleared = await clearRemoved(session, this.parts.store);
  }

  private async search(session: LeaderSession, signal: AbortSignal): Promise<void> {
    // No upload lasts that long: what is older and unknown will never be known.
    const before = new Date((await this.parts.clock.now()).getTime() - hourMs);
    let left = 0;
    let from: string | undefined;
    do {
      const page = await this.parts.store.list(pageSize, from);
      const strays = await straysOf(session, page.blobs, before);
      if (strays.length > suspicious && strays.length * 2 > page.blobs.length) left += strays.length;
      else for (const name of strays) await this.clear(name);
      from = page.next;
    } while (from !== undefined && !signal.aborted);
    this.counts.straysLeft = left;
    if (left > 0) this.parts.log.error({ contents: left }, 'most contents of the file store are unknown to this database; nothing of them was cleared away');
  }

  private async clear(name: Parameters<FileStore['remove']>[0]): Promise<void> {
    await this.parts.store.remove(name);
    this.counts.strays += 1;
  }
}
