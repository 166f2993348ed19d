import type { FastifyInstance } from 'fastify';
import { timeHeader } from '../../clock/clock.js';

/** Every answer of the GraphQL endpoint tells the time by which it was judged. */
export const addTimeHook = (server: FastifyInstance, now: () => Date): void => {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/graphql')) reply.header(timeHeader, now().toISOString());
    done(null, payload);
  });
};
