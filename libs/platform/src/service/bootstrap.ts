import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { TokenVerifier } from '../auth/tokens/index.js';
import type { PlatformConfig } from '../config/index.js';
import { PASSING_TIME } from '../clock/index.js';
import { LOGGER, type Logger, NestLogger } from '../logging/index.js';
import { HealthRegistry } from './health/health.registry.js';
import { addSystemRoutes } from './http/system.routes.js';
import { addTimeHook } from './http/time.hook.js';
import { addTraceHook } from './http/trace.hook.js';
import { administratorCheck } from './ops/administrator.check.js';
import { OPERATOR_CHECK, type OperatorCheck } from './ops/ops.access.js';
import { OpsRegistry } from './ops/ops.registry.js';
import { stopOnSignals } from './shutdown/signals.js';

export interface BootstrapOptions {
  readonly service: string;
  /** Largest request body in bytes; 1 MiB by default. */
  readonly bodyLimit?: number;
  /** SIGTERM and SIGINT stop the process in order; on by default, off in tests that share a process. */
  readonly handleSignals?: boolean;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** For example `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Worker drains, HTTP closes, relays and consumers stop, connections close. */
  close(): Promise<void>;
}

type HttpConfig = Pick<PlatformConfig, 'HTTP_HOST' | 'HTTP_PORT'>;

const defaultBodyLimit = 1024 * 1024;

const createApp = (module: Type | DynamicModule, bodyLimit: number): Promise<NestFastifyApplication> =>
  NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter({ bodyLimit, forceCloseConnections: 'idle', trustProxy: false }), {
    bufferLogs: true,
    abortOnError: false,
  });

/** Providers that only some services have. */
const findOptional = <T>(app: NestFastifyApplication, token: symbol | Type<T>): T | undefined => {
  try {
    return app.get<T>(token, { strict: false });
  } catch {
    return undefined;
  }
};

const operatorCheckOf = (app: NestFastifyApplication): OperatorCheck | undefined => {
  const verifier = findOptional<TokenVerifier>(app, TokenVerifier);
  return verifier ? administratorCheck(verifier) : findOptional<OperatorCheck>(app, OPERATOR_CHECK);
};

/**
 * Starts a service process: HTTP with health, readiness and operator routes, structured log, ordered stop. The module
 * imports `ServiceModule`. An engine that is down keeps `/readyz` at 503 and nothing else.
 */
export const bootstrapService = async (module: Type | DynamicModule, config: HttpConfig, options: BootstrapOptions): Promise<RunningService> => {
  const app = await createApp(module, options.bodyLimit ?? defaultBodyLimit);
  const logger = app.get<Logger>(LOGGER, { strict: false });
  app.useLogger(new NestLogger(logger));
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  addTraceHook(server);
  addTimeHook(server, app.get<() => Date>(PASSING_TIME, { strict: false }));
  addSystemRoutes(server, {
    service: options.service,
    health: app.get(HealthRegistry, { strict: false }),
    ops: app.get(OpsRegistry, { strict: false }),
    operatorCheck: operatorCheckOf(app),
    logger,
  });
  await app.listen(config.HTTP_PORT, config.HTTP_HOST);
  const close = once(() => app.close());
  if (options.handleSignals ?? true) stopOnSignals(close, logger);
  const url = await app.getUrl();
  logger.info({ url }, 'the service is up');
  return { app, url, close };
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
};
