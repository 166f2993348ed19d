import { Database } from '@mendline/platform/database';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { PersonalData } from '@mendline/platform/privacy';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelCipher } from './channel.cipher.js';
import { NoticeChannelEntity, WebhookEntity } from './channel.entity.js';
import type { ChannelKind } from './channel.forms.js';
import { ChannelFailure } from './channel.port.js';
import type { Channel, Outgoing } from './channel.port.js';
import { createAliyunSmsChannel } from './kinds/aliyun-sms.channel.js';
import { createDingtalkChannel } from './kinds/dingtalk.channel.js';
import { createEmailChannel } from './kinds/email.channel.js';
import { createLocalSmsChannel } from './kinds/local-sms.channel.js';
import { createWebhookChannel } from './kinds/webhook.channel.js';
import { createWecomChannel } from './kinds/wecom.channel.js';
import { Outbound } from './outbound.js';

/** Sends one message, by the settings as they were when it was opened. */
export type Send = (message: Outgoing) => Promise<void>;

/** A way out that is open now: a channel, or `webhook:<code>`. */
export interface Way {
  readonly channel: string;
  readonly kind: ChannelKind | 'webhook';
  /** Rules that a subscription wants; none: all. Of channels always empty. */
  readonly rules: readonly string[];
}

const waysSql = `
  select code as channel, kind, '{}'::text[] as rules from notice_channels where tenant_id = $1 and enabled
  union all select 'webhook:' || code, 'webhook', rules from webhook_subscriptions where tenant_id = $1 and enabled order by 1`;

/** The channels of tenants, ready to send through. */
@Injectable()
export class ChannelService {
  private readonly kinds: Readonly<Record<string, Channel<never>>>;

  constructor(
    outbound: Outbound,
    database: Database,
    personal: PersonalData,
    private readonly cipher: ChannelCipher,
    @Inject(LOGGER) log: Logger,
  ) {
    this.kinds = {
      email: createEmailChannel(outbound),
      'sms.local': createLocalSmsChannel(database, personal, log),
      'sms.aliyun': createAliyunSmsChannel(outbound),
      dingtalk: createDingtalkChannel(outbound),
      wecom: createWecomChannel(outbound),
      webhook: createWebhookChannel(outbound),
    };
  }

  /** The ways out that are switched on. */
  ways(em: EntityManager, tenantId: string): Promise<Way[]> {
    return em.query<Way[]>(waysSql, [tenantId]);
  }

  /** Opens a channel, or a webhook by `webhook:<code>`. Throws ChannelFailure `channel.unknown`, `channel.disabled`. */
  async open(em: EntityManager, tenantId: string, channel: string, at: Date): Promise<Send> {
    const webhook = /^webhook:(.+)$/u.exec(channel)?.[1];
    return webhook === undefined ? this.openChannel(em, tenantId, channel) : this.openWebhook(em, tenantId, webhook, at);
  }

  private async openChannel(em: EntityManager, tenantId: string, code: string): Promise<Send> {
    const row = usable(await em.findOne(NoticeChannelEntity, { where: { tenantId, code } }));
    const settings = { ...row.settings, ...(await this.cipher.openSecrets(em, row)) };
    return this.by('provider' in row.settings ? `sms.${row.settings.provider}` : row.kind, settings);
  }

  private async openWebhook(em: EntityManager, tenantId: string, code: string, at: Date): Promise<Send> {
    const row = usable(await em.findOne(WebhookEntity, { where: { tenantId, code } }));
    return this.by('webhook', await this.cipher.openWebhook(em, row, at));
  }

  private by(kind: string, settings: object): Send {
    const channel = this.kinds[kind];
    if (!channel) throw new ChannelFailure('channel.unknown', true);
    return (message) => channel.send(message, settings as never);
  }
}

/** A channel that is switched off may be on again at the next try. */
const usable = <Row extends { readonly enabled: boolean }>(row: Row | null): Row => {
  if (row === null) throw new ChannelFailure('channel.unknown', true);
  if (!row.enabled) throw new ChannelFailure('channel.disabled', false);
  return row;
};
