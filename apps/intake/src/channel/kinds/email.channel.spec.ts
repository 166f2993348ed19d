import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Outbound } from '../outbound.js';
import type { FoundAddress } from '../outbound.js';
import type { Outgoing } from '../channel.port.js';
import { createEmailChannel } from './email.channel.js';

const message: Outgoing = {
  id: 'm_1', tenantId: 'huaxin', recipientId: 'p_lead', language: 'en', subject: 'Ticket T1', text: 'Ticket T1 is late.', to: 'lead@huaxin.example', at: new Date('2024-05-06T04:30:00Z'), event: {},
};
const settings = { host: 'mail.huaxin.example', secure: false, from: 'service@huaxin.example', user: 'service', password: 'correct horse' };

let server: Server;
let heard: string[] = [];

/** A mail server that says what a test wants of it; everything after DATA is the mail. */
const startServer = async (login: string): Promise<number> => {
  heard = [];
  server = createServer((socket) => {
    let inMail = false;
    const answer = (line: string): string => {
      if (inMail) {
        inMail = line !== '.';
        return inMail ? '' : '250 taken\r\n';
      }
      heard.push(line);
      const [verb = ''] = line.split(' ');
      inMail = verb === 'DATA';
      return { EHLO: '250-here\r\n250 AUTH PLAIN\r\n', AUTH: `${login}\r\n`, DATA: '354 go on\r\n', STARTTLS: '502 unknown\r\n', QUIT: '221 bye\r\n' }[verb] ?? '250 well\r\n';
    };
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => bytes.toString().split('\r\n').slice(0, -1).map(answer).forEach((words) => socket.write(words)));
    socket.write('220 here\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Finds every name on this machine. */
class Here extends Outbound {
  override resolve = (): Promise<FoundAddress> => Promise.resolve({ address: '127.0.0.1', family: 4 });
}

const outbound = (own: boolean): Outbound => new Here(own ? [settings.host] : []);

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('mail by SMTP', () => {
  it('logs in at the enterprise\'s own server and sends', async () => {
    const port = await startServer('235 come in');
    await createEmailChannel(outbound(true)).send(message, { ...settings, port });
    expect(heard.find((line) => line.startsWith('AUTH PLAIN'))).toBe(`AUTH PLAIN ${Buffer.from('\0service\0correct horse').toString('base64')}`);
    expect(heard).toEqual(expect.arrayContaining(['MAIL FROM:<service@huaxin.example>', 'RCPT TO:<lead@huaxin.example>']));
  });

  it('says neither password nor address to a foreign server that offers no encryption', async () => {
    const port = await startServer('235 come in');
    await expect(createEmailChannel(outbound(false)).send(message, { ...settings, port })).rejects.toMatchObject({ code: 'channel.tls-refused', lasting: false });
    expect(heard.filter((line) => /^(AUTH|MAIL|RCPT|DATA)/.test(line))).toEqual([]);
  });

  it('tries a refused login again later: an administrator can put it right', async () => {
    const port = await startServer('535 wrong password');
    await expect(createEmailChannel(outbound(true)).send(message, { ...settings, port })).rejects.toMatchObject({ code: 'channel.login-refused', lasting: false });
    expect(heard.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });
});
