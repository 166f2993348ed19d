import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import type { Clock } from './clock.js';

const sql = 'select clock_timestamp() as now';

/** The database's clock: one time for all processes of a cell, whatever their machines say. */
export class DatabaseClock implements Clock {
  constructor(private readonly database: Pick<Database, 'query' | 'time'>) {}

  async now(em?: EntityManager): Promise<Date> {
    return this.database.time.now() ?? this.ask(em);
  }

  private async ask(em?: EntityManager): Promise<Date> {
    const rows = em ? await em.query<{ now: Date }[]>(sql) : await this.database.query<{ now: Date }>(sql);
    const first = rows[0];
    if (!first) throw new Error('the database did not tell the time');
    this.database.time.observe(first.now);
    return first.now;
  }
}
