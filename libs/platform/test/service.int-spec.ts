import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { Controller, Inject, Injectable, Module, type OnModuleInit, Post } from '@nestjs/common';
import { Database } from '../src/database/index.js';
import { createLogger, type Logger } from '../src/logging/index.js';
import { bootstrapService, OPERATOR_CHECK, OpsRegistry, type RunningService, ServiceModule, ShutdownSequence } from '../src/service/index.js';
import { TemporalClient, TemporalModule, WorkerModule, ServiceWorker } from '../src/temporal/index.js';
import { TcpProxy } from './support/tcp.proxy.js';

const temporal = { address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '', namespace: process.env['TEST_TEMPORAL_NAMESPACE'] ?? 'mendline' };
const workflowsPath = fileURLToPath(new URL('./workflows/lifecycle.workflow.ts', import.meta.url));
const taskQueue = `service-${randomBytes(4).toString('hex')}`;
const events: string[] = [];
let finishActivity: (value: number) => void = () => undefined;

@Injectable()
class Parts implements OnModuleInit {
  constructor(
    @Inject(ShutdownSequence) private readonly shutdown: ShutdownSequence,
    @Inject(OpsRegistry) private readonly ops: OpsRegistry,
  ) {}

  onModuleInit(): void {
    this.shutdown.register('pool', 'last', () => Promise.resolve(void events.push('pools closed')));
    this.shutdown.register('relay', 'broken', () => Promise.reject(new Error('cannot stop')));
    this.shutdown.register('relay', 'relay', () => Promise.resolve(void events.push('relay stopped')));
    this.ops.register('outbox', () => ({ waiting: 3 }));
    this.ops.register('broken', () => Promise.reject(new Error('no answer')));
  }
}

@Controller('echo')
class EchoController {
  @Post()
  echo(): { ok: boolean } {
    return { ok: true };
  }
}

/** Uses the database at its very end: fails if the pool closed first. */
const activitiesOf = (database: Database) => ({
  work: async () => {
    events.push('activity began');
    const result = await new Promise<number>((resolve) => (finishActivity = resolve));
    await database.tx('huaxin', (em) => em.query('select 1'));
    events.push('activity ended');
    return result;
  },
});

const moduleFor = (test: TestDatabase, proxy: TcpProxy, logger: Logger) => {
  const through = (url: string) => Object.assign(new URL(url), { host: proxy.address }).href;
  const config = { DATABASE_URL: through(test.url), DATABASE_SYSTEM_URL: through(test.systemUrl), DATABASE_POOL: 4, DATABASE_SYSTEM_POOL: 2, LOG_LEVEL: 'silent' as const };
  @Module({
    imports: [
      ServiceModule.forRoot({ service: 'probe', config, logger }),
      TemporalModule.forRoot(temporal),
      WorkerModule.forRoot({ active: true, inject: [Database], settings: (database: Database) => ({ taskQueue, workflowsPath, activities: activitiesOf(database) }) }),
    ],
    controllers: [EchoController],
    providers: [Parts, { provide: OPERATOR_CHECK, useValue: (header: string | undefined) => Promise.resolve(header === 'Bearer admin') }],
  })
  class ProbeModule {}
  return ProbeModule;
};

const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  const patience = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > patience) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('a service process', () => {
  const lines: string[] = [];
  let test: TestDatabase;
  let proxy: TcpProxy;
  let service: RunningService;
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(service.url + path, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const ready = async () => (await get('/readyz')).status === 200;

  beforeAll(async () => {
    test = await createTestDatabase('platform');
    proxy = await TcpProxy.to(new URL(test.url).host);
    const logger = createLogger({ service: 'probe', level: 'info', destination: { write: (line) => void lines.push(line) } });
    // The database is not there yet: the process starts all the same.
    service = await bootstrapService(moduleFor(test, proxy, logger), { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, { service: 'probe', handleSignals: false });
  }, 60_000);

  afterAll(async () => {
    await service.close();
    await proxy.close();
    await test.drop();
  }, 30_000);

  beforeEach(() => {
    events.length = 0;
  });

  it('boots without its database, and says that it is alive and not ready', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'alive', service: 'probe' } });
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { status: 'not-ready', checks: { database: 'failing' } } });
  });

  it('becomes ready, not ready and ready again as the database comes, goes and comes back', async () => {
    await proxy.open();
    await until(ready);
    expect((await get('/readyz')).body).toMatchObject({ checks: { database: 'ok', worker: 'ok' } });
    await proxy.close();
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { checks: { database: 'failing', worker: 'ok' } } });
    await proxy.open();
    await until(ready);
    expect(await service.app.get(Database).tx('huaxin', (em) => em.query('select 1 as one'))).toEqual([{ one: 1 }]);
  }, 60_000);

  it('tells nobody from outside why it is not ready', async () => {
    await proxy.close();
    expect(JSON.stringify((await get('/readyz')).body)).not.toMatch(/ECONN|127\.0\.0\.1/u);
    await proxy.open();
    await until(ready);
  }, 30_000);

  it('shows its state to operators, whatever part cannot answer, and to nobody else', async () => {
    expect((await get('/ops/status')).body).toMatchObject({ ready: true, outbox: { waiting: 3 }, broken: { error: 'no answer' }, worker: { state: 'RUNNING' } });
    const passedOn = { 'x-forwarded-for': '203.0.113.9' };
    expect(await get('/ops/status', passedOn)).toEqual({ status: 403, body: { code: 'ops.forbidden' } });
    expect((await get('/ops/status', { ...passedOn, authorization: 'Bearer admin' })).status).toBe(200);
    expect((await get('/ops/status', { ...passedOn, authorization: 'Bearer other' })).status).toBe(403);
  });

  it('logs a request under the trace id of its caller', async () => {
    const id = randomBytes(16).toString('hex');
    await proxy.close();
    await get('/readyz', { traceparent: `00-${id}-00f067aa0ba902b7-01` });
    await proxy.open();
    expect(lines.some((line) => line.includes(`"traceId":"${id}"`))).toBe(true);
    await until(ready);
  }, 30_000);

  it('refuses a body above the limit and takes one below it', async () => {
    const post = async (bytes: number) => {
      const response = await fetch(`${service.url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify('x'.repeat(bytes)) });
      return response.status;
    };
    expect(await post(900_000)).toBe(201);
    expect(await post(1_100_000)).toBe(413);
  });

  it('lets the worker drain, then stops relays, then closes the connections', async () => {
    const client = new TemporalClient(temporal);
    const started = await client.workflow.start('ticketLifecycle', { workflowId: taskQueue, taskQueue, args: [{ tenantId: 'huaxin', ticketId: 'x' }] });
    void started.executeUpdate('command', { args: [{ name: 'link' }] }).catch(() => undefined);
    await until(() => events.includes('activity began'));
    const worker = service.app.get(ServiceWorker, { strict: false });
    const closing = service.close();
    await until(() => worker.state === 'DRAINING');
    expect(await get('/readyz')).toMatchObject({ status: 503 });
    expect(events).toEqual(['activity began']);
    finishActivity(1);
    await closing;
    expect(events).toEqual(['activity began', 'activity ended', 'relay stopped', 'pools closed']);
    expect(lines.some((line) => line.includes('a part did not stop cleanly'))).toBe(true);
    await started.terminate();
    await client.close();
  }, 60_000);
});
