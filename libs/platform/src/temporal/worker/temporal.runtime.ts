import { Runtime, type Logger as TemporalLogger, type LogLevel, type LogMetadata } from '@temporalio/worker';
import type { Logger } from '../../logging/index.js';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Attributes of the SDK's lines that are ids or names; everything else may hold inputs. */
const shown = ['workflowId', 'runId', 'workflowType', 'activityType', 'taskQueue', 'attempt', 'isLocal', 'sdkComponent', 'state', 'error'];

const pick = (meta: LogMetadata | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(meta ?? {}).filter(([name]) => shown.includes(name)));

const adapt = (logger: Logger): TemporalLogger => {
  const write = (level: LogLevel, message: string, meta?: LogMetadata): void => logger[levels[level]](pick(meta), message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
};

let installed = false;

/**
 * Sets up the SDK's process-wide runtime, once: its lines go to the process's log, and it leaves signals alone,
 * because the service drains its workers itself.
 */
export const installTemporalRuntime = (logger: Logger): void => {
  if (installed) return;
  installed = true;
  Runtime.install({
    shutdownSignals: [],
    logger: adapt(logger.child({ source: 'temporal' })),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
};
