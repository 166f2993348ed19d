import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging/index.js';
import pg from 'pg';

type Listener = (payload: string) => void;

const longestPauseMs = 5_000;

/**
 * Listens to PostgreSQL's NOTIFY on one dedicated connection and comes back by itself. At most once: what is notified
 * while the connection is away is lost, so listeners carry ids only and readers read again.
 */
export class PgNotifications {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly stopping = new AbortController();
  private client: pg.Client | undefined;
  private life: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** Calls `listener` for every notification on a channel until the answered function is called. */
  listen(channel: string, listener: Listener): () => void {
    const own = this.listeners.get(channel) ?? new Set();
    own.add(listener);
    this.listeners.set(channel, own);
    this.life ??= this.live();
    if (this.client) void this.client.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    return () => own.delete(listener);
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
    await this.life;
  }

  private async live(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        await this.serve();
        pause = 100;
      } catch (error) {
        if (!signal.aborted) this.logger.warn({ error }, 'the connection for notifications broke and will be made again');
      }
      if (!signal.aborted) await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private async serve(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'mendline notifications', keepAlive: true });
    const ended = new Promise<void>((resolve, reject) => {
      client.once('end', resolve);
      client.once('error', reject);
    });
    client.on('notification', ({ channel, payload }) => this.tell(channel, payload ?? ''));
    await client.connect();
    this.client = client;
    try {
      for (const channel of this.listeners.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      await ended;
    } finally {
      this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  private tell(channel: string, payload: string): void {
    this.listeners.get(channel)?.forEach((listener) => listener(payload));
  }
}
