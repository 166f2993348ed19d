import { type DynamicModule, type FactoryProvider, Inject, Injectable, Module, type ModuleMetadata, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type Logger } from '../../logging/index.js';
import { HealthRegistry } from '../../service/health/health.registry.js';
import { OpsRegistry } from '../../service/ops/ops.registry.js';
import { ShutdownSequence } from '../../service/shutdown/shutdown.sequence.js';
import { TEMPORAL_OPTIONS, type TemporalOptions } from '../temporal.client.js';
import { createServiceWorker, ServiceWorker, type ServiceWorkerOptions } from './service.worker.js';

/** What a service says about one of its workers; the rest comes from the process. */
export type WorkerSettings = Omit<ServiceWorkerOptions, keyof TemporalOptions | 'logger'>;

const WORKER_SETTINGS = Symbol('mendline.worker-settings');
const ACTIVE = Symbol('mendline.worker-active');

export interface WorkerModuleOptions<Dependencies extends unknown[]> {
  /** False when this process has no role `worker`: nothing is started or checked. */
  readonly active: boolean;
  readonly imports?: ModuleMetadata['imports'];
  /** Providers that `settings` needs, for example the services behind the activities. */
  readonly inject: FactoryProvider['inject'];
  readonly settings: (...dependencies: Dependencies) => WorkerSettings;
}

/** Starts the worker when the application is up, drains it first when the application goes down. */
@Injectable()
class WorkerLifecycle implements OnApplicationBootstrap {
  constructor(
    @Inject(ACTIVE) private readonly active: boolean,
    @Inject(ServiceWorker) private readonly worker: ServiceWorker,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(OpsRegistry) private readonly ops: OpsRegistry,
    @Inject(ShutdownSequence) private readonly shutdown: ShutdownSequence,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.active) return;
    this.worker.start();
    this.shutdown.register('worker', 'temporal worker', () => this.worker.drain());
    this.ops.register('worker', () => ({ state: this.worker.state }));
    this.health.register('worker', () => {
      if (this.worker.state !== 'RUNNING') throw new Error(`the worker is ${this.worker.state}`);
    });
  }
}

/** The service's Temporal worker in the life of the application. Needs `TemporalModule` and `ServiceModule`. */
@Module({})
export class WorkerModule {
  static forRoot<Dependencies extends unknown[]>(options: WorkerModuleOptions<Dependencies>): DynamicModule {
    return {
      module: WorkerModule,
      imports: options.imports ?? [],
      providers: [
        { provide: ACTIVE, useValue: options.active },
        { provide: WORKER_SETTINGS, inject: options.inject ?? [], useFactory: options.settings },
        {
          provide: ServiceWorker,
          inject: [WORKER_SETTINGS, TEMPORAL_OPTIONS, LOGGER],
          useFactory: (settings: WorkerSettings, temporal: TemporalOptions, logger: Logger) => createServiceWorker({ ...temporal, ...settings, logger }),
        },
        WorkerLifecycle,
      ],
      exports: [ServiceWorker],
    };
  }
}
