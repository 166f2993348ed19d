import { DomainError } from '@mendline/contracts/errors';
import { type ExecutionResult, type FormattedExecutionResult, OperationTypeNode } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { audienceOf, type Callers } from '../access/caller.js';
import type { OperationGate } from '../access/operation.gate.js';
import type { RequestParams } from '../access/trusted.documents.js';
import type { GraphRuntime } from '../supergraph/graph.runtime.js';
import { presentError, presentResult, statusOfResult } from './present.errors.js';

export interface HttpEndpointParts {
  readonly callers: Callers;
  readonly gate: OperationGate;
  /** Absent until the services' schemas were composed. */
  readonly runtime: () => GraphRuntime | undefined;
  readonly bodyLimit: number;
}

const malformed = (): DomainError => new DomainError('invalid', 'input.malformed');

const tooLarge = (): Error => Object.assign(new Error('body too large'), { statusCode: 413 });

const paramsSchema = z.object({
  query: z.string().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** Stops reading at the limit, however long the sender goes on. */
const readBody = async (request: IncomingMessage, limit: number): Promise<string> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

const parseParams = (body: string): RequestParams => {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    throw malformed();
  }
  const parsed = paramsSchema.safeParse(content);
  if (!parsed.success) throw malformed();
  const { query, operationName, variables, extensions } = parsed.data;
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined, extensions: extensions ?? undefined };
};

const checkRequest = (request: IncomingMessage): void => {
  if (request.method !== 'POST') throw Object.assign(new Error('method'), { statusCode: 405 });
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw Object.assign(new Error('content type'), { statusCode: 415 });
};

/** `POST /graphql`. */
export class HttpEndpoint {
  constructor(private readonly parts: HttpEndpointParts) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const audience = audienceOf(request.headers);
    try {
      const result = presentResult(await this.#execute(request), audience);
      send(response, statusOfResult(result), result, audience.correlationId);
    } catch (error) {
      const wire = presentError(error, audience, false);
      send(response, statusOfRefusal(error) ?? statusOfResult({ errors: [wire] }), { errors: [wire] }, audience.correlationId);
      // What the sender still sends is of no interest.
      if (!request.complete) request.destroy();
    }
  }

  async #execute(request: IncomingMessage): Promise<ExecutionResult> {
    checkRequest(request);
    const { callers, gate, bodyLimit } = this.parts;
    // Before its services are heard the gateway knows no time to judge a token by.
    const runtime = this.parts.runtime();
    if (!runtime) throw new DomainError('unavailable', 'service.unavailable');
    const caller = await callers.identify(request.headers, audienceOf(request.headers), request.socket.remoteAddress ?? '');
    callers.count(caller);
    const operation = gate.admit(parseParams(await readBody(request, bodyLimit)));
    if (operation.kind === OperationTypeNode.SUBSCRIPTION) throw malformed();
    return runtime.run(operation, caller);
  }
}

const statusOfRefusal = (error: unknown): number | undefined => {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' ? status : undefined;
};

const send = (response: ServerResponse, status: number, result: FormattedExecutionResult, correlationId: string): void => {
  const body = JSON.stringify(result);
  const retryAfter: unknown = result.errors?.[0]?.extensions?.['retryAfter'];
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-correlation-id': correlationId,
    'cache-control': 'no-store',
    ...(status === 429 && typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
    ...(status === 405 ? { allow: 'POST' } : {}),
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(body);
};
