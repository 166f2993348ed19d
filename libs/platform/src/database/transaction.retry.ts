import { setTimeout as delay } from 'node:timers/promises';

const attempts = 4;
const transientStates = new Set(['40001', '40P01', '0A000']);

/** The SQLSTATE of a database error, wherever the driver or TypeORM put it. */
export const sqlStateOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('driverError' in error) return sqlStateOf(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
};

/** Serialization failures, deadlocks, plans from before a migration: nothing was written, and the same work may succeed at once. */
const isTransient = (error: unknown): boolean => transientStates.has(sqlStateOf(error) ?? '');

const backOff = (attempt: number): Promise<void> => delay(10 * 2 ** attempt * (0.5 + Math.random()));

/** Runs a whole transaction, and runs it again at most three times after one of these. */
export const retryTransaction = async <T>(transaction: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      await backOff(attempt);
    }
  }
};
