import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from '../../logging/index.js';
import type { TemporalOptions } from '../temporal.client.js';
import { guardActivities } from './activity.interceptor.js';
import { installTemporalRuntime } from './temporal.runtime.js';

export interface ServiceWorkerOptions extends TemporalOptions {
  readonly taskQueue: string;
  /** Implementations of the activities of this queue, by name. */
  readonly activities: object;
  /** Prebuilt bundle; absent for a worker that serves activities only. */
  readonly workflowBundlePath?: string;
  /** Workflow sources, bundled at start. For tests. */
  readonly workflowsPath?: string;
  /** Activities at once, local and remote each; twice the database pool is a good figure. 64 by default. */
  readonly maxConcurrentActivities?: number;
  /** Workflows kept in memory, about 1 MB each; 400 by default. */
  readonly maxCachedWorkflows?: number;
  /** How long running activities may take at a stop, in milliseconds; 20,000 by default. */
  readonly drainMs?: number;
  readonly logger: Logger;
}

export type ServiceWorkerState = 'STOPPED' | 'CONNECTING' | 'RUNNING' | 'DRAINING';

const longestPause = 10_000;

/**
 * A worker that stays: it waits for a server that is not there yet, and is built anew should the engine give up.
 * `start` returns at once; `drain` returns when no activity runs any more.
 */
export class ServiceWorker {
  private phase: ServiceWorkerState = 'STOPPED';
  private worker: Worker | undefined;
  private life: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: ServiceWorkerOptions) {}

  get state(): ServiceWorkerState {
    return this.phase === 'RUNNING' && this.worker?.getState() !== 'RUNNING' ? 'CONNECTING' : this.phase;
  }

  start(): void {
    if (this.life) return;
    installTemporalRuntime(this.options.logger);
    this.phase = 'CONNECTING';
    this.life = this.live();
  }

  /** Takes no new work, lets the running activities end, and disconnects. */
  async drain(): Promise<void> {
    this.stopping.abort();
    if (this.phase !== 'STOPPED') this.phase = 'DRAINING';
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.life;
    this.phase = 'STOPPED';
  }

  private async live(): Promise<void> {
    const { logger, taskQueue } = this.options;
    for (let failures = 1; !this.stopping.signal.aborted; failures += 1) {
      try {
        await this.serve();
        failures = 0;
      } catch (error) {
        logger.error({ error, taskQueue, failures }, 'the worker stopped and will be started again');
      }
      await this.pause(failures);
    }
  }

  private async serve(): Promise<void> {
    this.phase = 'CONNECTING';
    const connection = await NativeConnection.connect({ address: this.options.address });
    try {
      const worker = await Worker.create(workerOptions(this.options, connection));
      this.worker = worker;
      if (this.stopping.signal.aborted) return await dispose(worker);
      const running = worker.run();
      this.phase = 'RUNNING';
      await running;
    } finally {
      this.worker = undefined;
      await connection.close();
    }
  }

  private async pause(failures: number): Promise<void> {
    const { signal } = this.stopping;
    if (!signal.aborted) await delay(Math.min(250 * 2 ** failures, longestPause), undefined, { signal }).catch(() => undefined);
  }
}

/** A worker holds native resources until it has run. */
const dispose = async (worker: Worker): Promise<void> => {
  const running = worker.run();
  worker.shutdown();
  await running;
};

const workflowSource = ({ workflowBundlePath, workflowsPath }: ServiceWorkerOptions): Partial<WorkerOptions> => {
  if (workflowBundlePath !== undefined) return { workflowBundle: { codePath: workflowBundlePath } };
  return workflowsPath === undefined ? {} : { workflowsPath, bundlerOptions: { webpackConfigHook: resolveSources } };
};

const resolveSources: NonNullable<NonNullable<WorkerOptions['bundlerOptions']>['webpackConfigHook']> = (config) => ({
  ...config,
  resolve: { ...config.resolve, conditionNames: ['@mendline/source', 'import', 'module', 'webpack', 'default'] },
});

const workerOptions = (options: ServiceWorkerOptions, connection: NativeConnection): WorkerOptions => {
  const activities = options.maxConcurrentActivities ?? 64;
  const drainMs = options.drainMs ?? 20_000;
  return {
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    activities: options.activities,
    ...(options.dataConverter ? { dataConverter: options.dataConverter } : {}),
    ...workflowSource(options),
    interceptors: { activity: [guardActivities] },
    maxConcurrentActivityTaskExecutions: activities,
    maxConcurrentLocalActivityExecutions: activities,
    maxCachedWorkflows: options.maxCachedWorkflows ?? 400,
    // Short, so that another worker takes over soon when this one is killed.
    stickyQueueScheduleToStartTimeout: '4s',
    shutdownGraceTime: drainMs,
    shutdownForceTime: drainMs + 5_000,
  };
};

/** A worker for one task queue of a service; not started. */
export const createServiceWorker = (options: ServiceWorkerOptions): ServiceWorker => new ServiceWorker(options);
