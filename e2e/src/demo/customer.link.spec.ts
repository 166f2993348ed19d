import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clickLink } from './customer.link.js';

const customer = { phone: '13900000001', number: 'n1' };

describe("a customer's click", () => {
  let server: Server;
  let site = '';
  const sent: string[] = [];
  const pages: Readonly<Record<string, string>> = { '/l/confirm.a': '<input name="act" value="confirm">', '/l/progress.a': 'how far it is', '/l/refused.a': '<input name="act" value="confirm">' };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = request.url ?? '';
      if (request.method === 'GET') return void response.writeHead(pages[url] === undefined ? 403 : 200).end(pages[url] ?? '');
      request.on('data', (chunk: Buffer) => void sent.push(`${url} ${chunk.toString()}`));
      return void request.on('end', () => response.writeHead(url.includes('refused') ? 409 : 202).end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const click = (messages: readonly (readonly [string, string])[], waitMs = 1): Promise<string | null> =>
    clickLink({ messages: messages.map(([phone, path]) => ({ phone, text: `Ticket n1: please confirm. ${site}${path}` })) }, customer, { act: 'confirm', satisfaction: 'satisfied' }, waitMs);

  it('finds the link that opens the form among the messages to this telephone, and sends what is filled in', async () => {
    expect(await click([[customer.phone, '/l/confirm.a'], [customer.phone, '/l/progress.a'], ['13900000002', '/l/refused.a']])).toBeNull();
    expect(sent).toEqual(['/l/confirm.a act=confirm&satisfaction=satisfied']);
  });

  it('says why nothing came of it', async () => {
    expect(await click([])).toBe('no message with a link came');
    expect(await click([['13900000002', '/l/confirm.a']])).toBe('no message with a link came');
    expect(await click([[customer.phone, '/l/progress.a']])).toBe('no link that came opens the form');
    expect(await click([[customer.phone, '/l/refused.a']])).toBe('the form was refused');
  });
});
