import { setTimeout as delay } from 'node:timers/promises';
import { sqlStateOf } from './transaction.retry.js';

/** Nobody listens there, a connection broke, or the server starts, stops or has no connection left. A wrong name or password is none of these. */
const awayStates = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', '53300', '57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006']);

/** What the driver says of a lost connection without a code. */
const lost = /^(Connection terminated|timeout expired)/;

const pauseMs = 500;

const isAway = (error: unknown): boolean => awayStates.has(sqlStateOf(error) ?? '') || (error instanceof Error && lost.test(error.message));

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
      if (!isAway(error)) throw error;
      onAway(error);
      await delay(pause);
    }
  }
};
