import type { FastifyInstance } from 'fastify';
import type { Logger } from '../../logging/index.js';
import type { HealthRegistry } from '../health/health.registry.js';
import { mayOperate, type OperatorCheck } from '../ops/ops.access.js';
import type { OpsRegistry } from '../ops/ops.registry.js';

export interface SystemRoutes {
  readonly service: string;
  readonly health: HealthRegistry;
  readonly ops: OpsRegistry;
  readonly operatorCheck: OperatorCheck | undefined;
  readonly logger: Logger;
}

/**
 * `/healthz`: the process runs. `/readyz`: it can do its work now (503 with the names of what cannot).
 * `/ops/status`: for operators, JSON of every registered part.
 */
export const addSystemRoutes = (server: FastifyInstance, { service, health, ops, operatorCheck, logger }: SystemRoutes): void => {
  server.get('/healthz', () => ({ status: 'alive', service }));

  server.get('/readyz', async (_request, reply) => {
    const { ready, checks, reasons } = await health.readiness();
    if (!ready) logger.warn({ reasons }, 'not ready');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', service, checks });
  });

  server.get('/ops/status', async (request, reply) => {
    if (!(await mayOperate(request, operatorCheck))) return reply.code(403).send({ code: 'ops.forbidden' });
    const { ready, checks, reasons } = await health.readiness();
    return { service, ready, checks, reasons, ...(await ops.status()) };
  });
};
