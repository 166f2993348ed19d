import { type DestinationStream, type Logger as PinoLogger, type LoggerOptions, pino } from 'pino';
import { describeError } from './error.serializer.js';
import { currentLogContext } from './log.context.js';

/** Structured log: one JSON object a line, with the ids of the running work. */
export type Logger = PinoLogger;

/** Injection token of the process's logger. */
export const LOGGER = Symbol('mendline.logger');

export interface LogSettings {
  readonly service: string;
  readonly level: string;
  /** Standard output by default. */
  readonly destination?: DestinationStream;
}

/** The one logger of a process. Errors go under `error` (or as the first argument) and are stripped of inputs. */
export const createLogger = ({ service, level, destination }: LogSettings): Logger => {
  const options: LoggerOptions = {
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'message',
    errorKey: 'error',
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: (error: unknown) => describeError(error), err: (error: unknown) => describeError(error) },
    mixin: () => ({ ...currentLogContext() }),
  };
  return destination ? pino(options, destination) : pino(options);
};
