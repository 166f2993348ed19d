import { errorText, silentLog, type LeaderSession, type RelayLog, type RelayPump } from './relay.pump.js';
import type { OutboxHandler, OutboxHandlers, OutboxRow } from './outbox.row.js';
import { failpoint } from './failpoint.js';

export interface OutboxPumpOptions {
  /** Keys that are worked on at once; 16 by default. */
  readonly concurrency?: number;
  /** Longest wait before a failed row is tried again, in milliseconds; 10 s by default. */
  readonly maxBackoffMs?: number;
  readonly log?: RelayLog;
}

const claimLimit = 500;

/** Due rows in order, except those behind an earlier row of their key that is not due, and keys in work. */
const claimSql = `
  select o.tenant_id as "tenantId", o.id, o.kind, o.key, o.payload, o.attempts
  from outbox o
  where o.delivered_at is null and o.next_at <= clock_timestamp() and o.kind = any($1)
    and (o.tenant_id || '/' || o.key) <> all($2::text[])
    and not exists (select 1 from outbox e where e.delivered_at is null and e.tenant_id = o.tenant_id and e.key = o.key
                    and e.id < o.id and e.next_at > clock_timestamp())
  order by o.id limit ${claimLimit}`;

const deliveredSql = `update outbox set delivered_at = clock_timestamp(), last_error = null where tenant_id = $1 and id = $2 and delivered_at is null`;

const failedSql = `
  update outbox set attempts = attempts + 1, last_error = $3, next_at = clock_timestamp() + $4 * interval '1 millisecond'
  where tenant_id = $1 and id = $2 and delivered_at is null`;

type KeyRows = readonly [string, readonly OutboxRow[]];

/** Delivers outbox rows through handlers: keys side by side, rows of a key one after the other. */
export class OutboxPump implements RelayPump {
  readonly name = 'outbox';
  readonly table = 'outbox';
  readonly pollMs = 1_000;
  private readonly running = new Map<string, Promise<void>>();
  private waiting: KeyRows[] = [];
  private readonly counts = { delivered: 0, failed: 0 };
  private readonly log: RelayLog;

  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly options: OutboxPumpOptions = {},
  ) {
    this.log = options.log ?? silentLog;
  }

  async drain(session: LeaderSession, wake: () => void): Promise<void> {
    if (this.waiting.length === 0) await this.claim(session);
    while (this.running.size < (this.options.concurrency ?? 16)) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.begin(next, session, wake);
    }
  }

  async rest(): Promise<void> {
    this.waiting = [];
    await Promise.all(this.running.values());
  }

  status(): Readonly<Record<string, number>> {
    return { ...this.counts, keysInWork: this.running.size };
  }

  private async claim(session: LeaderSession): Promise<void> {
    const kinds = Object.keys(this.handlers);
    const rows = await session.query<OutboxRow>(claimSql, [kinds, [...this.running.keys()]]);
    const byKey = new Map<string, OutboxRow[]>();
    for (const row of rows) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row]);
    this.waiting = [...byKey];
  }

  private begin([key, rows]: KeyRows, session: LeaderSession, wake: () => void): void {
    const work = this.deliverInOrder(rows, session)
      .catch((error: unknown) => this.log.warn({ error }, 'outbox row could not be marked; it is delivered again'))
      .finally(() => {
        this.running.delete(key);
        wake();
      });
    this.running.set(key, work);
  }

  private async deliverInOrder(rows: readonly OutboxRow[], session: LeaderSession): Promise<void> {
    for (const row of rows) {
      const error = await attempt(this.handlers[row.kind], row);
      failpoint('relay.after-delivery');
      if (error !== undefined) {
        await this.postpone(row, error, session);
        return;
      }
      await session.query(deliveredSql, [row.tenantId, row.id]);
      this.counts.delivered += 1;
    }
  }

  private async postpone(row: OutboxRow, error: unknown, session: LeaderSession): Promise<void> {
    this.counts.failed += 1;
    const backoff = Math.min(this.options.maxBackoffMs ?? 10_000, 250 * 2 ** Math.min(row.attempts, 10));
    this.log.warn({ tenant: row.tenantId, key: row.key, kind: row.kind, attempts: row.attempts + 1, error }, 'outbox row failed');
    await session.query(failedSql, [row.tenantId, row.id, errorText(error), backoff]);
  }
}

const keyOf = (row: OutboxRow): string => `${row.tenantId}/${row.key}`;

const attempt = async (handler: OutboxHandler | undefined, row: OutboxRow): Promise<unknown> => {
  try {
    if (handler === undefined) throw new Error(`no handler for ${row.kind}`);
    await handler(row);
    return undefined;
  } catch (error) {
    return error ?? new Error('unknown');
  }
};
