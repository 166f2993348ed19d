import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Lives } from './lives.js';
import { installQuietRuntime } from './quiet-runtime.js';

/**
 * Temporal's test server in which time passes at once. Its executable comes by environment: see infra/local. The SDK waits five seconds for
 * it, which a machine under load may need more than once.
 */
export const startTimeSkipping = async (triesLeft = 3): Promise<TestWorkflowEnvironment> => {
  const path = process.env['TIME_SKIPPING_SERVER'];
  if (!path) throw new Error('TIME_SKIPPING_SERVER names no executable of the time-skipping test server');
  installQuietRuntime();
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  } catch (error) {
    if (triesLeft === 0) throw error;
    return startTimeSkipping(triesLeft - 1);
  }
};

/** Lives in an environment of their own for one spec file; `stop` ends both. */
export const startLives = async (options: Parameters<typeof Lives.start>[1] = {}): Promise<Lives> => Lives.start(await startTimeSkipping(), options);

export const stopLives = async (lives: Lives | undefined): Promise<void> => {
  await lives?.stop();
  await lives?.env.teardown();
};

/** Spans in milliseconds. */
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);
