import type { Logger } from '../../logging/index.js';

const patienceMs = 30_000;

/** Ends the process in order on SIGTERM or SIGINT; one that does not come to rest in 30 s ends with code 1. */
export const stopOnSignals = (close: () => Promise<void>, logger: Logger): void => {
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    const impatience = setTimeout(() => {
      logger.error({ signal }, 'not stopped in time');
      process.exit(1);
    }, patienceMs);
    close().then(
      () => {
        clearTimeout(impatience);
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ error }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};
