import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, DatabaseClock, PASSING_TIME } from '../clock/index.js';
import { Database } from '../database/database.js';
import type { EntityClass } from '../database/database.options.js';
import type { PlatformConfig } from '../config/index.js';
import { createLogger, LOGGER, type Logger } from '../logging/index.js';
import { AuditLog } from '../audit/audit.log.js';
import { HealthRegistry } from './health/health.registry.js';
import { OpsRegistry } from './ops/ops.registry.js';
import { ShutdownSequence } from './shutdown/shutdown.sequence.js';

/** Injection token of the validated configuration. */
export const PLATFORM_CONFIG = Symbol('mendline.platform-config');

/** The part of the configuration that every process needs. */
export type ServiceConfig = Pick<PlatformConfig, 'DATABASE_URL' | 'DATABASE_SYSTEM_URL' | 'DATABASE_POOL' | 'DATABASE_SYSTEM_POOL' | 'LOG_LEVEL'>;

export interface ServiceModuleOptions {
  /** Name in logs and in the database's list of connections, for example `field-service`. */
  readonly service: string;
  readonly config: ServiceConfig;
  readonly entities?: readonly EntityClass[];
  /** Made from the configuration if absent. */
  readonly logger?: Logger;
}

const connect = ({ service, config, entities }: ServiceModuleOptions, logger: Logger): Database =>
  new Database({
    url: config.DATABASE_URL,
    systemUrl: config.DATABASE_SYSTEM_URL,
    poolSize: config.DATABASE_POOL,
    systemPoolSize: config.DATABASE_SYSTEM_POOL,
    applicationName: service,
    onPoolError: (error) => logger.warn({ error }, 'an idle database connection broke'),
    ...(entities ? { entities } : {}),
  });

/** What every service process stands on: log, database, clock, audit log, registries and the order of stopping. Global. */
@Module({})
export class ServiceModule {
  static forRoot(options: ServiceModuleOptions): DynamicModule {
    const logger = options.logger ?? createLogger({ service: options.service, level: options.config.LOG_LEVEL });
    return {
      module: ServiceModule,
      global: true,
      providers: [
        { provide: PLATFORM_CONFIG, useValue: options.config },
        { provide: LOGGER, useValue: logger },
        HealthRegistry,
        OpsRegistry,
        ShutdownSequence,
        {
          provide: Database,
          inject: [HealthRegistry, ShutdownSequence],
          useFactory: (health: HealthRegistry, shutdown: ShutdownSequence) => {
            const database = connect(options, logger);
            health.register('database', () => database.ping());
            shutdown.register('pool', 'database', () => database.close());
            return database;
          },
        },
        { provide: CLOCK, inject: [Database], useFactory: (database: Database) => new DatabaseClock(database) },
        { provide: PASSING_TIME, inject: [Database], useFactory: (database: Database) => () => database.time.estimate() },
        { provide: AuditLog, inject: [CLOCK], useFactory: (clock: DatabaseClock) => new AuditLog(clock) },
      ],
      exports: [PLATFORM_CONFIG, LOGGER, HealthRegistry, OpsRegistry, ShutdownSequence, Database, CLOCK, PASSING_TIME, AuditLog],
    };
  }
}
