import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { LeaderSession, RelayLog } from './relay.pump.js';

export interface LeaderOptions {
  /** Role `<svc>_system`; a direct connection, not one through a transaction-mode pooler. */
  readonly url: string;
  /** Name of the lock: one holder per database. */
  readonly lock: string;
  readonly channel: string;
  readonly log: RelayLog;
  /** @param payload of the notification */
  onNotify(payload: string): void;
  /** Runs while the lock is held; the signal tells when it is lost or to be given up. */
  lead(session: LeaderSession, signal: AbortSignal): Promise<void>;
}

const retryMs = 250;
const maxReconnectMs = 2_000;
const queryTimeoutMs = 20_000;
/** A peer that has vanished does not say goodbye. */
const endWithinMs = 2_000;

/**
 * A connection of its own that listens and competes for an advisory lock. When it breaks, or its holder freezes for 15 s, the
 * server frees the lock and another process takes over; this one reconnects and competes again.
 */
export class LeaderConnection {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private leading = false;

  constructor(private readonly options: LeaderOptions) {}

  get isLeading(): boolean {
    return this.leading;
  }

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.session(() => (failures = 0));
      } catch (error) {
        failures += 1;
        this.options.log.warn({ lock: this.options.lock, failures, error }, 'relay connection lost');
        await this.pause(Math.min(maxReconnectMs, 50 * 2 ** failures));
      }
    }
  }

  /** One connection from its opening to its end. */
  private async session(opened: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: `mendline-${this.options.lock}`,
      connectionTimeoutMillis: 5_000,
      query_timeout: queryTimeoutMs,
      keepAlive: true,
    });
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('the connection ended')));
    client.on('notification', ({ payload }) => this.options.onNotify(payload ?? ''));
    await client.connect();
    try {
      // A mark that is lost in a crash of the server is a delivery more, and every delivery may happen again anyway.
      await client.query(`set idle_session_timeout = '15s'; set synchronous_commit = off`);
      await client.query(`listen ${pg.escapeIdentifier(this.options.channel)}`);
      opened();
      const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
      if (await this.compete(client, signal)) await this.lead(client, signal);
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      // The lock belongs to the session and ends with it.
      await Promise.race([client.end().catch(() => undefined), delay(endWithinMs, undefined, { ref: false })]);
    }
  }

  private async compete(client: pg.Client, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const answer = await client.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [`mendline.${this.options.lock}`]);
      if (answer.rows[0]?.locked) return true;
      await pauseUntil(retryMs, signal);
    }
    return false;
  }

  private async lead(client: pg.Client, signal: AbortSignal): Promise<void> {
    this.leading = true;
    this.options.log.info({ lock: this.options.lock }, 'relay is active');
    try {
      await this.options.lead(inOrder(client), signal);
    } finally {
      this.leading = false;
    }
  }

  private pause(milliseconds: number): Promise<void> {
    return pauseUntil(milliseconds, this.stopping.signal);
  }
}

/** One statement at a time, in the order in which they were asked for. */
const inOrder = (client: pg.Client): LeaderSession => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
      const answer = last.then(() => client.query<Row & pg.QueryResultRow>(sql, [...parameters]));
      last = answer.catch(() => undefined);
      return (await answer).rows;
    },
  };
};

const pauseUntil = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
