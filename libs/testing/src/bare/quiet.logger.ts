import type { Logger } from '@temporalio/worker';

const silent = (): void => undefined;
const toStderr = (message: string): void => void process.stderr.write(`${message}\n`);

/** Says warnings and errors only. */
export const quietLogger: Logger = { log: silent, trace: silent, debug: silent, info: silent, warn: toStderr, error: toStderr };
