import type { EntitySchema } from 'typeorm';

/** Injection token of {@link DatabaseOptions}. */
export const DATABASE_OPTIONS = Symbol('mendline.database-options');

export type EntityClass = (abstract new (...args: never[]) => object) | EntitySchema;

/** How a service reaches its own database. */
export interface DatabaseOptions {
  /** Role `<svc>_app`: subject to row-level security. */
  readonly url: string;
  /** Role `<svc>_system`: sees every tenant. */
  readonly systemUrl: string;
  readonly entities?: readonly EntityClass[];
  /** Connections of the app role; 16 by default. */
  readonly poolSize?: number;
  /** Connections of the system role; 8 by default. */
  readonly systemPoolSize?: number;
  /** A statement that runs longer is ended by the server; 15 s by default. */
  readonly statementTimeoutMs?: number;
  /** A wait for a lock that lasts longer fails; 5 s by default. */
  readonly lockTimeoutMs?: number;
  /** How long to wait for a connection, a dead server included; 5 s by default. */
  readonly connectTimeoutMs?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Told of connections that broke while idle; they are replaced by themselves. */
  readonly onPoolError?: (error: unknown) => void;
}
