import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forbidden } from '@mendline/contracts/errors';
import fastify, { type FastifyInstance } from 'fastify';
import { FixedClock } from '../clock/index.js';
import { newTicketId } from '../ids/index.js';
import { createLogger } from '../logging/index.js';
import { FileKeyManagement } from '../privacy/index.js';
import { CustomerLinks } from './customer.links.js';
import type { LinkDesk } from './link.desk.js';
import { LinkDoor } from './link.door.js';
import { addLinkRoutes } from './link.routes.js';

const ticketId = newTicketId('cn1');
const links = new CustomerLinks(FileKeyManagement.fromText(randomBytes(32).toString('base64')), new FixedClock('2024-05-01T08:00:00Z'));
const said: string[] = [];
const clock = { ms: 0 };

const desk: LinkDesk = {
  path: '/l',
  purposes: ['confirm'],
  customerOf: (_tenant, id) => Promise.resolve(id === ticketId ? 'c_1' : null),
  show: ({ who }, language) => Promise.resolve({ title: language === 'zh' ? '请确认' : 'Please confirm', lead: `<script>alert(1)</script> ${who.customerId} ${who.roles.join()}`, acts: [{ act: 'confirm', button: 'OK', primary: true, fields: [{ kind: 'choice', name: 'satisfaction', label: '"x"', required: true, options: [{ value: 'good', label: 'Good' }] }] }] }),
  act: (_link, { act, field }) => {
    if (act !== 'confirm') return Promise.reject(forbidden('link.other-purpose'));
    said.push(`${act} ${field('satisfaction')} ${field('comment')}`);
    return Promise.resolve({ title: 'done', lead: '' });
  },
};

let server: FastifyInstance;
let site = '';
const tokenOf = (purpose: 'confirm' | 'survey' = 'confirm', source = 'n_1') => links.give({ purpose, tenantId: 'huaxin', ticketId, customerId: 'c_1', about: '' }, source, new Date('2024-05-02T08:00:00Z'));

const answered = async (response: Response) => ({ statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() });
const open = async (token: string, headers: Record<string, string> = {}, query = '') => answered(await fetch(`${site}/l/${token}${query}`, { headers: { 'accept-language': '', ...headers } }));
const send = async (token: string, body: string) => answered(await fetch(`${site}/l/${token}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }));

beforeAll(async () => {
  server = fastify();
  addLinkRoutes(server, { path: '/l', door: new LinkDoor(links, desk, () => new Date(clock.ms)), log: createLogger({ service: 'spec', level: 'silent' }) });
  site = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

describe('the page behind a link', () => {
  it('runs nothing, loads nothing from elsewhere and is kept nowhere', async () => {
    const { statusCode, headers, body } = await open(await tokenOf());
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; c_1 customer');
    expect(body).not.toMatch(/<script|https?:/);
  });

  it('speaks the language of the request, or the one that is asked for', async () => {
    const token = await tokenOf();
    const [zh, en, asked] = await Promise.all([open(token), open(token, { 'accept-language': 'nb, en;q=0.8' }), open(token, { 'accept-language': 'en' }, '?lang=zh')]);
    expect([zh.body, en.body, asked.body].map((body) => /<h1>(.*?)<\/h1>/.exec(body)?.[1])).toEqual(['请确认', 'Please confirm', '请确认']);
    expect([zh.headers['content-language'], en.headers['content-language']]).toEqual(['zh', 'en']);
  });

  it('does nothing when it is opened, and what is said when it is sent', async () => {
    const token = await tokenOf();
    await open(token);
    expect(said).toEqual([]);
    const { statusCode } = await send(token, 'act=confirm&satisfaction=good&comment=%E5%A5%BD');
    expect([statusCode, said]).toEqual([200, ['confirm good 好']]);
  });

  it('refuses in words and by a code: a forged link, one for another purpose, another act', async () => {
    const forged = await open(`huaxin.cn1.${'A'.repeat(58)}`, { 'accept-language': 'en' });
    expect([forged.statusCode, forged.body]).toEqual([403, expect.stringContaining('(link.invalid)')]);
    expect(forged.body).toContain('The link is not valid');
    expect((await open(await tokenOf('survey'))).body).toContain('(link.other-purpose)');
    expect((await send(await tokenOf(), 'act=delete')).body).toContain('(link.other-purpose)');
    expect((await send(await tokenOf(), `act=${'x'.repeat(20_000)}`)).body).toContain('(input.body-too-large)');
  });

  it('opens at a bearable rate, by link and by address', async () => {
    const token = await tokenOf('confirm', 'n_rate');
    clock.ms = 3_600_000;
    const codes = [];
    for (let i = 0; i < 21; i += 1) codes.push((await open(token)).statusCode);
    expect([codes.slice(0, 20).every((code) => code === 200), codes[20]]).toEqual([true, 429]);
    const others = [];
    for (let i = 0; i < 40; i += 1) others.push((await open(`huaxin.cn1.${'B'.repeat(58)}`)).statusCode);
    expect(others.at(-1)).toBe(429);
    clock.ms += 3_600_000;
    expect((await open(token)).statusCode).toBe(200);
  });
});
