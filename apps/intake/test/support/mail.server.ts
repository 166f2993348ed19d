import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A mail as it came. */
export interface Mail {
  readonly messageId: string;
  readonly subject: string;
  /** The text, decoded. */
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  mailOf(address: string): Promise<Mail[]>;
  close(): Promise<void>;
}

interface Shown {
  readonly 'Message-ID': string;
  readonly subject: string;
  readonly mimeMessage: string;
}

const patienceMs = 90_000;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Base64, quoted-printable or plain, as nodemailer chooses. */
const textOf = (mime: string): string => {
  const at = mime.indexOf('\r\n\r\n');
  const [head, body] = [mime.slice(0, at), mime.slice(at + 4)];
  if (/^content-transfer-encoding: base64/imu.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/^content-transfer-encoding: quoted-printable/imu.test(head)) return body;
  const bytes = body.replace(/=\r?\n/gu, '').replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

/** Starts the mail server of the test run (GreenMail) for one spec. */
export const startMailServer = async (): Promise<MailServer> => {
  const [port, api] = [await freePort(), await freePort()];
  const child = spawn(process.env['TEST_MAIL_SERVER'] ?? '', [String(port), String(api)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${api}/api`;
  const serves = (): Promise<boolean> => fetch(`${url}/service/readiness`).then(({ ok }) => ok, () => false);
  for (const end = Date.now() + patienceMs; !(await serves()); await pause(100)) if (Date.now() > end || child.exitCode !== null) throw new Error('the mail server does not serve');
  return {
    port,
    mailOf: async (address) => {
      const answer = await fetch(`${url}/user/${address}/messages`);
      if (!answer.ok) return [];
      return ((await answer.json()) as Shown[]).map((mail) => ({ messageId: mail['Message-ID'], subject: mail.subject, text: textOf(mail.mimeMessage) }));
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};
