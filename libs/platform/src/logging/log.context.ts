import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of a log may say about its occasion. Ids only: never names, texts or inputs. */
export interface LogContext {
  readonly tenant?: string;
  readonly ticketId?: string;
  readonly commandId?: string;
  readonly traceId?: string;
  readonly activity?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work` so that every line logged by it, at whatever depth, carries the given ids beside the outer ones. */
export const withLogContext = <T>(context: LogContext, work: () => T): T => storage.run({ ...storage.getStore(), ...context }, work);

/** The ids of the running work. */
export const currentLogContext = (): LogContext => storage.getStore() ?? {};
