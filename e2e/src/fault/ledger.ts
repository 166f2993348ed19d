import pg from 'pg';

/** Command ids in the record of transitions, by ticket. */
export type RecordedCommands = ReadonlyMap<string, readonly string[]>;

/** What a ticket's journal, outbox and log still owe to others. */
export interface Owed {
  readonly outbox: number;
  readonly facts: number;
}

/** Looks into a service's database behind its back, over all tenants. Connections are made anew after a loss. */
export class Ledger {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 });
    this.pool.on('error', () => undefined);
  }

  async rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return (await this.pool.query<T & pg.QueryResultRow>(sql, [...values])).rows;
  }

  /** The first column of the first row as a number. */
  async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const [row] = await this.rows<Record<string, unknown>>(sql, values);
    return Number(Object.values(row ?? { none: 0 })[0]);
  }

  async owed(): Promise<Owed> {
    const outbox = await this.count('select count(*) from outbox where delivered_at is null');
    return { outbox, facts: await this.count('select count(*) from fact_outbox') };
  }

  /** The keys of every command that changed one of these tickets, each time it did; a key from another service without that service's name. */
  async recordedCommands(ticketIds: readonly string[]): Promise<RecordedCommands> {
    const rows = await this.rows<{ id: string; commands: string[] }>(
      `select ticket_id as id, array_agg(regexp_replace(command_id, '^(dispatch|field-service)/', '') order by seq) as commands
       from ticket_transitions where ticket_id = any($1) group by ticket_id`,
      [ticketIds],
    );
    return new Map(rows.map(({ id, commands }) => [id, commands]));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
