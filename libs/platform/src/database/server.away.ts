import { setTimeout as delay } from 'node:timers/promises';
import { sqlStateOf } from './transaction.retry.js';

/** Connection failures, shutdown and start, nothing left (connections, memory, disk), read-only while failing over. A wrong password is none of these. */
const awayStates = /^(08|57P0|53|25006)/;
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** What driver, pool and TypeORM (which releases a runner whose connection breaks) say without a code of a connection that was lost, or is not to be had in time. */
const awayWords = /connection (terminated|ended|timeout|error)|timeout expired|timeout exceeded when trying to connect|not queryable|already released|database was closed/i;

const pauseMs = 500;

/** Whether the server is away for the moment, or was in the middle of the work: the same again may help. */
export const isServerAway = (error: unknown): boolean => {
  const code = sqlStateOf(error);
  if (code !== undefined) return awayStates.test(code) || awayCodes.has(code);
  return error instanceof Error && awayWords.test(error.message);
};

/**
 * Runs work on a connection of its own, again and again until the server is there: a process that starts while its database is
 * away waits for it. The work must bear to be repeated from its beginning. Every other error is thrown.
 * @param onAway told of each try that met no server
 */
export const untilServerIsThere = async <T>(work: () => Promise<T>, onAway: (error: unknown) => void = () => undefined, pause = pauseMs): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isServerAway(error)) throw error;
      onAway(error);
      await delay(pause);
    }
  }
};
