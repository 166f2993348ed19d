import type { FastifyRequest } from 'fastify';

/** Injection token of an {@link OperatorCheck}; without a provider only the machine itself may ask. */
export const OPERATOR_CHECK = Symbol('mendline.operator-check');

/** Whether an `Authorization` header belongs to an administrator. */
export type OperatorCheck = (authorization: string | undefined) => Promise<boolean>;

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A request of this machine that no proxy passed on for another. */
const isLocal = (request: FastifyRequest): boolean => {
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
  return passedOn === undefined && loopback.has(request.socket.remoteAddress ?? '');
};

/** Operators are this machine's own processes and administrators by token. */
export const mayOperate = async (request: FastifyRequest, check: OperatorCheck | undefined): Promise<boolean> =>
  isLocal(request) || (check !== undefined && (await check(request.headers.authorization)));
