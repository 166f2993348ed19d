import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { withLogContext } from '../../logging/index.js';

const traceparent = /^00-(?<id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/u;

const traceIdOf = (header: string | string[] | undefined): string =>
  traceparent.exec(typeof header === 'string' ? header : '')?.groups?.['id'] ?? randomUUID().replaceAll('-', '');

/** Every request is logged under its trace id: the caller's (W3C `traceparent`) or a new one. */
export const addTraceHook = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    withLogContext({ traceId: traceIdOf(request.headers['traceparent']) }, done);
  });
};
