import { erased, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NoticeChannelEntity, WebhookEntity } from './channel.entity.js';
import type { ChannelSecrets } from './channel.forms.js';
import type { WebhookSettings } from './kinds/webhook.channel.js';

type ChannelRef = Pick<NoticeChannelEntity, 'tenantId' | 'code'>;
type WebhookField = 'url' | 'secret' | 'previous_secret';

/** Secrets of channels at rest: each channel has a data key, wrapped by the master key as those of persons are. */
@Injectable()
export class ChannelCipher {
  constructor(private readonly keys: PersonalData) {}

  sealSecrets(em: EntityManager, { tenantId, code }: ChannelRef, secrets: ChannelSecrets): Promise<Buffer> {
    return this.keys.encrypt(em, tenantId, `channel:${code}`, 'notice_channels.secrets', JSON.stringify(secrets));
  }

  async openSecrets(em: EntityManager, { tenantId, code, secrets }: NoticeChannelEntity): Promise<ChannelSecrets> {
    if (secrets === null) return {};
    return JSON.parse(opened(await this.keys.decrypt(em, tenantId, `channel:${code}`, 'notice_channels.secrets', secrets))) as ChannelSecrets;
  }

  sealWebhook(em: EntityManager, { tenantId, code }: ChannelRef, field: WebhookField, value: string): Promise<Buffer> {
    // A secret that has become the previous one is moved as it is: both have one name.
    const name = field === 'url' ? 'url' : 'secret';
    return this.keys.encrypt(em, tenantId, `webhook:${code}`, `webhook_subscriptions.${name}`, value);
  }

  /** Where to and by which secrets at this instant, the newest first. */
  async openWebhook(em: EntityManager, hook: WebhookEntity, at: Date): Promise<WebhookSettings> {
    const open = async (name: 'url' | 'secret', sealed: Buffer): Promise<string> =>
      opened(await this.keys.decrypt(em, hook.tenantId, `webhook:${hook.code}`, `webhook_subscriptions.${name}`, sealed));
    const url = await open('url', hook.url);
    const secrets = [await open('secret', hook.secret)];
    if (hook.previousSecret && hook.previousUntil && hook.previousUntil > at) secrets.push(await open('secret', hook.previousSecret));
    return { url, secrets };
  }
}

const opened = (text: string | typeof erased): string => {
  if (text === erased) throw new Error('the key of a channel is gone');
  return text;
};
