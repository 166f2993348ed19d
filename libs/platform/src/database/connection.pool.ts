import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { DatabaseOptions, EntityClass } from './database.options.js';
import { PreparingClient } from './preparing.client.js';
import type { ServerTime } from '../clock/server.time.js';

type Entities = NonNullable<ConstructorParameters<typeof DataSource>[0]['entities']>;

const ignoreBrokenIdleConnection = (): void => undefined;

const clientThatTells = (time: ServerTime) =>
  class extends PreparingClient {
    constructor(config?: pg.ClientConfig) {
      super(config, time);
    }
  };

const createSource = (url: string, size: number, options: DatabaseOptions, time: ServerTime): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [...(options.entities ?? ([] as EntityClass[]))] as Entities,
    poolSize: size,
    connectTimeoutMS: options.connectTimeoutMs ?? 5_000,
    applicationName: options.applicationName ?? 'mendline',
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolErrorHandler: options.onPoolError ?? ignoreBrokenIdleConnection,
    extra: {
      Client: clientThatTells(time),
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      lock_timeout: options.lockTimeoutMs ?? 5_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });

/** The connections of one role, opened at first use: a process boots without its database and recovers with it. */
export class ConnectionPool {
  private opening: Promise<DataSource> | undefined;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly size: number,
    private readonly options: DatabaseOptions,
    private readonly time: ServerTime,
  ) {}

  source(): Promise<DataSource> {
    if (this.closed) return Promise.reject(new Error('the database was closed by this process'));
    this.opening ??= this.open();
    return this.opening;
  }

  async close(): Promise<void> {
    this.closed = true;
    const source = await this.opening?.catch(() => undefined);
    if (source?.isInitialized) await source.destroy();
  }

  private async open(): Promise<DataSource> {
    try {
      return await createSource(this.url, this.size, this.options, this.time).initialize();
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }
}
