import type { EntityManager } from 'typeorm';

/** Injection token of the process's clock. */
export const CLOCK = Symbol('mendline.clock');

/** Injection token of the time without asking the database, `() => Date`: for what is judged in passing, as the expiry of tokens. */
export const PASSING_TIME = Symbol('mendline.passing-time');

/** Header of a service's GraphQL answers: its passing time, ISO 8601. The gateway, which has no database, goes by it. */
export const timeHeader = 'x-mendline-time';

/** The only source of "now" for everything that is stored or decided. Instants are UTC. */
export interface Clock {
  /** Pass the transaction's entity manager inside a transaction: no second connection is taken. */
  now(em?: EntityManager): Promise<Date>;
}
