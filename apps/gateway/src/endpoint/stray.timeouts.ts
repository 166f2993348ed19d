import type { EventEmitter } from 'node:events';
import type { Logger } from '@mendline/platform/logging';

/** Of a process what is needed to outlive a stray time limit. */
type Host = Pick<EventEmitter, 'on'> & { exit(code: number): unknown };

const timeLimits: readonly string[] = ['TimeoutError', 'AbortError'];

/** Whether an error is the passing of a time limit that nobody waits for any more. */
export const isStrayTimeout = (error: unknown): boolean => typeof error === 'object' && error !== null && timeLimits.includes(String(Reflect.get(error, 'name')));

/**
 * A request to a service may end at its time limit after the library that made it has let go of it, and the error has nobody to take it. It
 * concerns that one request, which was answered; ending the process would cut off everybody else's. Every other uncaught error ends the
 * process, as ever.
 */
export const surviveStrayTimeouts = (host: Host, log: Pick<Logger, 'warn' | 'fatal'>): void => {
  host.on('uncaughtException', (error: unknown, origin: string) => {
    if (isStrayTimeout(error)) {
      log.warn({ error, origin }, 'a time limit passed that nobody waited for');
      return;
    }
    log.fatal({ error, origin }, 'an error that nobody caught');
    host.exit(1);
  });
};
