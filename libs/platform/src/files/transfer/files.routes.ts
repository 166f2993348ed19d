import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classify, isFault, languageOf, messageFor, statusOf } from '../../graphql/errors/index.js';
import type { Logger } from '../../logging/index.js';
import type { FileLinks, LinkQuery } from '../file.links.js';
import { downloadName } from '../file.purposes.js';
import type { FileDownloads } from './file.downloads.js';
import type { FileUploads } from './file.uploads.js';

export interface FileRoutes {
  readonly links: FileLinks;
  readonly uploads: FileUploads;
  readonly downloads: FileDownloads;
  readonly log: Logger;
}

interface FileRequest {
  Params: { readonly fileId: string };
  Querystring: LinkQuery;
}

/** Statuses that say more than the category of their code does. */
const statuses: Readonly<Record<string, number>> = { 'file.too-large': 413, 'file.type-not-allowed': 415, 'file.upload-too-slow': 408 };
/** How long the rest of a refused upload is read, so that its sender sees the answer. */
const lingerMs = 10_000;

/**
 * `PUT /files/<id>?…`: takes a content in, answers 201 and `{fileId, type, bytes, sha256}`. `GET`: gives it out as an attachment. The signed query is the right
 * to do it; refusals are `{code, message}` in the language of the request.
 */
export const addFileRoutes = (server: FastifyInstance, { links, uploads, downloads, log }: FileRoutes): void => {
  server.register((scope, _options, done) => {
    // Types are told by first bytes: no header decides how a body is read, and none is read before it is asked for.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, log));

    scope.put<FileRequest>('/files/:fileId', async (request, reply) => {
      const link = await links.accept('upload', request.params.fileId, request.query);
      const answer = await uploads.receive(link, { body: bodyOf(request), ...announced(request) });
      return reply.code(201).header('cache-control', 'no-store').send(answer);
    });

    scope.get<FileRequest>('/files/:fileId', { exposeHeadRoute: false }, async (request, reply) => {
      const { fileId, type, bytes, content } = await downloads.open(await links.accept('download', request.params.fileId, request.query));
      return reply
        .headers({
          'content-type': type,
          'content-length': String(bytes),
          'content-disposition': `attachment; filename="${downloadName(fileId, type)}"`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
          'content-security-policy': `default-src 'none'; sandbox`,
          'referrer-policy': 'no-referrer',
        })
        .send(Readable.from(content, { objectMode: false }));
    });
    done();
  });
};

/** A request without a body and without a type has no stream of ours. */
const bodyOf = (request: FastifyRequest): Readable => (request.body instanceof Readable ? request.body : request.raw);

const announced = (request: FastifyRequest): { readonly announcedBytes?: number } => {
  const length = Number(request.headers['content-length']);
  return Number.isSafeInteger(length) ? { announcedBytes: length } : {};
};

const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply => {
  const { code, reason, params } = classify(error);
  if (isFault({ code, reason, params })) log.error({ error }, 'a file could not be taken or given');
  drain(request);
  const correlationId = request.id;
  const retryAfter = params['retryAfter'];
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply
    .code(statuses[reason] ?? statusOf(code))
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', connection: 'close' })
    .send({ code: reason, message: messageFor(reason, { correlationId, ...params }, languageOf(request.headers['accept-language'])) });
};

const drain = ({ raw }: FastifyRequest): void => {
  if (raw.readableEnded || raw.destroyed) return;
  raw.resume();
  const impatience = setTimeout(() => raw.destroy(), lingerMs).unref();
  raw.once('close', () => clearTimeout(impatience));
};
