import type { Logger } from '../logging/index.js';

const retryMs = 10_000;

/**
 * Makes what a process wants to have in Temporal, such as a schedule, without holding up its start: tried again until the server is there, and
 * no reason for the process to stay.
 * @param notYet told with the error of each try that failed
 */
export const madeEventually = async (make: () => Promise<unknown>, logger: Pick<Logger, 'warn'>, notYet: string): Promise<void> => {
  try {
    await make();
  } catch (error) {
    logger.warn({ error }, notYet);
    setTimeout(() => void madeEventually(make, logger, notYet), retryMs).unref();
  }
};
