import { createHash } from 'node:crypto';
import pg from 'pg';
import type { ServerTime } from '../clock/server.time.js';

/** Plans that a connection keeps on the server; texts beyond that (lists of many lengths) are planned each time. */
const maxPrepared = 500;

/** SQLSTATE of a prepared statement whose result has another shape since a migration. */
const outdatedPlan = '0A000';

const begin = 'START TRANSACTION';

const names = new Map<string, string>();

/** Short, and the same for the same text. */
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `m_${createHash('sha1').update(text).digest('base64url')}`;
  if (names.size < 10 * maxPrepared) names.set(text, name);
  return name;
};

type Ask = (query: unknown, parameters?: unknown, callback?: unknown) => unknown;

/**
 * A connection that asks little of the server. It has a statement with parameters parsed and planned once: in short transactions
 * planning the same statements again costs more than running them. And it opens a transaction, sets its tenant and learns the
 * time in one round trip. Behind a pooler in transaction mode it must be one that keeps prepared statements (PgBouncer from 1.21).
 */
export class PreparingClient extends pg.Client {
  private readonly prepared = new Set<string>();
  private tenant: string | null = null;

  constructor(config: pg.ClientConfig | undefined, private readonly time: ServerTime) {
    super(config);
    const ask = this.query.bind(this) as Ask;
    const query: Ask = (text, parameters, callback) => {
      if (text === begin && callback === undefined) return this.begin(ask);
      const name = typeof text === 'string' && Array.isArray(parameters) && parameters.length > 0 ? this.nameFor(text) : undefined;
      if (name === undefined) return ask(text, parameters, callback);
      const answer = ask({ name, text, values: parameters as unknown[] }, callback);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.leaveIfOutdated(error));
      return answer;
    };
    this.query = query as typeof this.query;
  }

  /** The next transaction sees and writes the rows of this tenant only; null is for roles that see all. */
  nextTenant(tenant: string | null): void {
    this.tenant = tenant;
  }

  private async begin(ask: Ask): Promise<unknown> {
    const tenant = this.tenant === null ? '' : `set_config('mendline.tenant', ${pg.escapeLiteral(this.tenant)}, true), `;
    this.tenant = null;
    const [begun, told] = (await ask(`${begin}; select ${tenant}clock_timestamp() as now`)) as [unknown, pg.QueryResult<{ now: Date }>];
    const now = told.rows[0]?.now;
    if (now) this.time.observe(now);
    return begun;
  }

  private nameFor(text: string): string | undefined {
    const name = nameOf(text);
    if (this.prepared.has(name)) return name;
    if (this.prepared.size >= maxPrepared) return undefined;
    this.prepared.add(name);
    return name;
  }

  /** The pool replaces a connection that has ended; the transaction is retried on another. */
  private leaveIfOutdated(error: unknown): void {
    if (error instanceof pg.DatabaseError && error.code === outdatedPlan) void this.end();
  }
}
