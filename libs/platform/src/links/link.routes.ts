import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classify, isFault, type Language, languageOf, languages, messageFor, statusOf } from '../graphql/errors/index.js';
import type { Logger } from '../logging/index.js';
import type { LinkAnswer } from './link.desk.js';
import type { LinkDoor } from './link.door.js';
import { linkPolicy, writePage } from './link.html.js';
import type { LinkPage } from './link.page.js';

export interface LinkRoutes {
  readonly path: string;
  readonly door: LinkDoor;
  readonly log: Logger;
}

interface LinkRequest {
  Params: { readonly token: string };
  Querystring: { readonly lang?: unknown };
}

/** A form of a few choices and a few words. */
const largestForm = 16 * 1024;

const refusalTitle = { zh: '无法打开', en: 'This cannot be done' } as const;

/** `GET <path>/<token>` shows what a link is for, `POST` does it. Both answer with a page in the language of the request, or of `?lang=`. */
export const addLinkRoutes = (server: FastifyInstance, { path, door, log }: LinkRoutes): void => {
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: largestForm }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, log));

    scope.get<LinkRequest>(`${path}/:token`, { exposeHeadRoute: false }, async (request, reply) =>
      answer(reply, await door.show(request.params.token, request.ip, languageAsked(request)), languageAsked(request)),
    );
    scope.post<LinkRequest>(`${path}/:token`, async (request, reply) =>
      answer(reply, await door.act(request.params.token, request.ip, answerIn(request.body), languageAsked(request)), languageAsked(request)),
    );
    done();
  });
};

const languageAsked = ({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Language =>
  languages.find((language) => language === (query as LinkRequest['Querystring']).lang) ?? languageOf(headers['accept-language']);

const answerIn = (body: unknown): LinkAnswer => {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  return { act: form.get('act') ?? '', field: (name) => form.get(name)?.trim() || null, fields: (name) => form.getAll(name) };
};

/** The address of the page is the right to act: it goes into no cache, no other page's log and no frame. */
const answer = (reply: FastifyReply, page: LinkPage, language: Language): FastifyReply =>
  reply
    .code(page.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': linkPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      vary: 'accept-language',
    })
    .send(writePage(page, language));

const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply => {
  const { code, reason, params } = classify(error);
  if (isFault({ code, reason, params })) log.error({ error }, "a customer's link could not be served");
  const language = languageAsked(request);
  const retryAfter = params['retryAfter'];
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const again = request.method === 'POST' && code === 'BAD_USER_INPUT';
  return answer(reply, { status: statusOf(code), code: reason, again, title: refusalTitle[language], lead: messageFor(reason, { correlationId: request.id, ...params }, language) }, language);
};
