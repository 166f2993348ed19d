import { createTransport } from 'nodemailer';
import { ChannelFailure } from '../channel.port.js';
import type { Channel } from '../channel.port.js';
import type { Outbound } from '../outbound.js';

export interface EmailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); else STARTTLS is demanded, except of an own host. */
  readonly secure: boolean;
  readonly from: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

/** Mail by SMTP. The Message-ID is the message's own at every try: mail programs show one of two equal ones. */
export const createEmailChannel = (outbound: Outbound): Channel<EmailSettings> => ({
  send: async ({ id, tenantId, language, subject, text, to, at }, { host, port, secure, from, user, password }) => {
    const { address } = await outbound.resolve(host);
    const transport = createTransport({
      host: address, port, secure, requireTLS: !secure && !outbound.isOwn(host), tls: { servername: host }, ...patience,
      ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    });
    try {
      await transport.sendMail({
        from, to, subject, text, date: at, messageId: `<${id}@${tenantId}.mendline>`,
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw failureOf(error);
    } finally {
      transport.close();
    }
  },
});

/** Servers put addresses into their words: only the number is told. 5xx is final, 4xx is not; nor is a wrong password or a server without TLS, which an administrator can put right. */
const failureOf = (error: unknown): ChannelFailure => {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (code === 'EAUTH') return new ChannelFailure('channel.login-refused', false, responseCode ?? '');
  if (code === 'ETLS') return new ChannelFailure('channel.tls-refused', false, responseCode ?? '');
  if (responseCode !== undefined) return new ChannelFailure('channel.refused', responseCode >= 500, responseCode);
  return new ChannelFailure('channel.unreachable', false, code ?? '');
};
