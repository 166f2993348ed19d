import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { NoticeChannelEntity, WebhookEntity } from './channel.entity.js';
import type { NoticeChannelKind } from './channel.input.js';
import type * as model from './channel.model.js';

/** Channels for administrators; no secret among it. */
@Injectable()
export class ChannelReader {
  constructor(private readonly database: Database) {}

  channels({ tenant: tenantId }: Principal): Promise<model.NoticeChannel[]> {
    return this.database.tx(tenantId, async (em) => (await em.find(NoticeChannelEntity, { where: { tenantId }, order: { code: 'ASC' } })).map(channelView));
  }

  webhooks({ tenant: tenantId }: Principal): Promise<model.WebhookSubscription[]> {
    return this.database.tx(tenantId, (em) => em.find(WebhookEntity, { where: { tenantId }, order: { code: 'ASC' } }));
  }

  async channel({ tenant: tenantId }: Principal, code: string): Promise<model.NoticeChannel | null> {
    const row = await this.database.tx(tenantId, (em) => em.findOne(NoticeChannelEntity, { where: { tenantId, code } }));
    return row && channelView(row);
  }

  webhook({ tenant: tenantId }: Principal, code: string): Promise<model.WebhookSubscription | null> {
    return this.database.tx(tenantId, (em) => em.findOne(WebhookEntity, { where: { tenantId, code } }));
  }
}

const channelView = ({ code, kind, settings, secretsSetAt, enabled, changedAt }: NoticeChannelEntity): model.NoticeChannel => ({
  code, secretsSetAt, enabled, changedAt,
  channelKind: kind as NoticeChannelKind,
  settings: Object.entries(settings).map(([name, value]) => ({ name, value: String(value) })),
});
