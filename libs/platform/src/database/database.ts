import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { ConnectionPool } from './connection.pool.js';
import { DATABASE_OPTIONS, type DatabaseOptions } from './database.options.js';
import type { PreparingClient } from './preparing.client.js';
import { ServerTime } from '../clock/server.time.js';
import { retryTransaction } from './transaction.retry.js';

/** Work within one transaction. It may be run again after a deadlock: side effects go through the entity manager only. */
export type TransactionWork<T> = (em: EntityManager) => Promise<T>;

const pingTimeoutMs = 2_000;

/** A service's own database. Every transaction belongs to one tenant, or is openly the system's. */
@Injectable()
export class Database {
  /** What the database has told of its time, with each transaction. */
  readonly time = new ServerTime();
  private readonly app: ConnectionPool;
  private readonly system: ConnectionPool;

  constructor(@Inject(DATABASE_OPTIONS) options: DatabaseOptions) {
    this.app = new ConnectionPool(options.url, options.poolSize ?? 16, options, this.time);
    this.system = new ConnectionPool(options.systemUrl, options.systemPoolSize ?? 8, options, this.time);
  }

  /**
   * Runs work in one transaction that sees and writes the rows of one tenant only (row-level security).
   * Serialization failures and deadlocks are retried three times.
   */
  async tx<T>(tenantId: string, work: TransactionWork<T>): Promise<T> {
    if (tenantId === '') throw new Error('a transaction needs a tenant');
    return retryTransaction(async () => inTransaction(await this.app.source(), tenantId, work));
  }

  /** Runs work in one transaction over all tenants. For relays, reconcilers, consumers and activities of unknown tenant. */
  systemTx<T>(work: TransactionWork<T>): Promise<T> {
    return retryTransaction(async () => inTransaction(await this.system.source(), null, work));
  }

  /** One statement over all tenants, committed by itself: what begins and ends a transaction costs more than many a statement. */
  systemQuery<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return retryTransaction(async () => (await this.system.source()).query<Row[]>(sql, [...parameters]));
  }

  /** One statement of the app role outside any tenant: it sees no tenant's rows. For the time and the like. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const source = await this.app.source();
    return source.query<Row[]>(sql, [...parameters]);
  }

  /** @throws when either role gets no answer within 2 s */
  async ping(): Promise<void> {
    const timeout = AbortSignal.timeout(pingTimeoutMs);
    const silence = new Promise<never>((_, reject) => {
      timeout.addEventListener('abort', () => reject(new Error('the database does not answer')), { once: true });
    });
    await Promise.race([Promise.all([this.app, this.system].map(probe)), silence]);
  }

  /** Waits for running statements and closes every connection. */
  async close(): Promise<void> {
    await Promise.all([this.app.close(), this.system.close()]);
  }
}

const probe = async (pool: ConnectionPool): Promise<void> => {
  const source = await pool.source();
  await source.query('select 1');
};

const inTransaction = async <T>(source: DataSource, tenantId: string | null, work: TransactionWork<T>): Promise<T> => {
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as PreparingClient;
    client.nextTenant(tenantId);
    await runner.startTransaction();
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
};

/** The first error is the one to tell; a broken connection has rolled back by itself. */
const rollBack = async (runner: QueryRunner): Promise<void> => {
  if (!runner.isTransactionActive) return;
  await runner.rollbackTransaction().catch(() => undefined);
};
