/** Statements on the one connection that holds the relay's lock: with the lock, the right to write is lost too. */
export interface LeaderSession {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Part of a relay: moves rows of one kind out of the database. */
export interface RelayPump {
  readonly name: string;
  /** Table whose new rows it moves: a notification that names it wakes it. */
  readonly table?: string;
  /** How long to sleep when nobody wakes it, in milliseconds. */
  readonly pollMs: number;
  /** Moves what is due now, until the signal is given. Throws when the session is lost; everything else it settles itself. */
  drain(session: LeaderSession, wake: () => void, signal: AbortSignal): Promise<void>;
  /** Lets running work end; nothing new is begun. */
  rest(): Promise<void>;
  status(): Readonly<Record<string, number>>;
}

/** What relays and consumers report; a pino logger fits. Errors go under `error` as they are: the logger strips them. Inputs and payloads are never passed. */
export interface RelayLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: RelayLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An error in words short enough for a row. */
export const errorText = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300);
