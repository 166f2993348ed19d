import { createHmac } from 'node:crypto';
import type { Channel } from '../channel.port.js';
import { expectTaken } from '../outbound.js';
import type { Outbound } from '../outbound.js';

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_…`, the newest first; while a secret is being changed, the old one signs too. */
  readonly secrets: readonly string[];
}

/** 24 to 64 bytes in base64 behind `whsec_`, as Standard Webhooks asks for. */
export const webhookSecretForm = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/u;

/** The signature of a message by the Standard Webhooks convention: HMAC-SHA256 over `id.timestamp.body`, base64, behind `v1,`. */
export const signWebhook = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/u, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

/** Webhooks by the Standard Webhooks convention; whoever keeps `webhook-id` sees every message once. */
export const createWebhookChannel = (outbound: Outbound): Channel<WebhookSettings> => ({
  send: async ({ id, at, event }, { url, secrets }) => {
    const timestamp = Math.floor(at.getTime() / 1000);
    const body = JSON.stringify(event);
    expectTaken(
      await outbound.post(
        new URL(url),
        {
          'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp),
          'webhook-signature': secrets.map((secret) => signWebhook(secret, id, timestamp, body)).join(' '),
        },
        body,
      ),
    );
  },
});
