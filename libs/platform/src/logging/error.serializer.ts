import { sqlStateOf } from '../database/transaction.retry.js';

/** An error as logs show it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
}

const mostCauses = 4;

/** PostgreSQL's data exceptions (class 22) and constraint details quote the value that did not fit. */
const quotesInput = (sqlState: string | undefined): boolean => sqlState !== undefined && /^2[23]/u.test(sqlState);

const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12);

/**
 * Keeps what helps and drops what may hold inputs: statements, parameters and details of database errors, and every
 * other property that an error may carry.
 */
export const describeError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: 'thrown value that is no error', stack: [] };
  const code = sqlStateOf(error);
  return {
    type: error.name,
    message: quotesInput(code) ? `refused by the database (${code})` : error.message,
    ...(code === undefined ? {} : { code }),
    stack: framesOf(error),
    ...(error.cause instanceof Error && depth < mostCauses ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
};
