import { invalid, notFound } from '@mendline/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelCipher } from './channel.cipher.js';
import { NoticeChannelEntity, WebhookEntity } from './channel.entity.js';
import { checkChannel } from './channel.forms.js';
import type { ChannelKind } from './channel.forms.js';
import { webhookSecretForm } from './kinds/webhook.channel.js';
import { Outbound } from './outbound.js';

/** A channel as an administrator says it; secrets that are left out stay as they were. */
export interface ChannelSaying {
  readonly code: string;
  readonly kind: ChannelKind;
  readonly settings: object;
  readonly secrets: object | null;
  readonly enabled: boolean;
}

export interface WebhookSaying {
  readonly code: string;
  readonly url: string;
  readonly rules: readonly string[];
  /** Null: as it was. */
  readonly secret: string | null;
  readonly enabled: boolean;
}

const codeForm = /^[a-z][a-z0-9-]{0,39}$/u;
const longestOverlapHours = 168;
const hourMs = 3_600_000;

/** Writes channels and webhook subscriptions. */
@Injectable()
export class ChannelWriter {
  constructor(
    private readonly cipher: ChannelCipher,
    private readonly outbound: Outbound,
  ) {}

  /** Throws DomainError `channel.code-invalid`, `channel.settings-invalid`, `channel.kind-fixed`. */
  async setChannel(em: EntityManager, tenantId: string, saying: ChannelSaying, now: Date): Promise<void> {
    const { kind, code } = saying;
    // A person has one address of a kind, so a tenant has one such channel; robots are as many as groups.
    if (!codeForm.test(code) || ((kind === 'email' || kind === 'sms') && code !== kind)) throw invalid('channel.code-invalid');
    const known = await em.findOne(NoticeChannelEntity, { where: { tenantId, code } });
    if (known && known.kind !== kind) throw invalid('channel.kind-fixed', { kind: known.kind });
    const secrets = saying.secrets ?? (known ? await this.cipher.openSecrets(em, known) : {});
    const checked = checkChannel(kind, saying.settings, secrets);
    this.checkEndpoint(checked.settings);
    const fresh = saying.secrets !== null || !known;
    await em.save(NoticeChannelEntity, {
      tenantId, code, kind, settings: checked.settings, enabled: saying.enabled, changedAt: now,
      secrets: fresh ? await this.cipher.sealSecrets(em, { tenantId, code }, checked.secrets) : known.secrets,
      secretsSetAt: fresh ? (saying.secrets === null ? null : now) : known.secretsSetAt,
    });
  }

  /** Throws DomainError `channel.code-invalid`, `webhook.url-invalid`, `webhook.secret-invalid`. */
  async setWebhook(em: EntityManager, tenantId: string, { code, url, rules, secret, enabled }: WebhookSaying, now: Date): Promise<void> {
    if (!codeForm.test(code)) throw invalid('channel.code-invalid');
    const parsed = URL.parse(url);
    if (!parsed || !this.outbound.mayCall(parsed) || url.length > 1000) throw invalid('webhook.url-invalid');
    const known = await em.findOne(WebhookEntity, { where: { tenantId, code } });
    const kept = secret === null && known ? { secret: known.secret, secretSetAt: known.secretSetAt } : { secret: await this.seal(em, { tenantId, code }, secret), secretSetAt: now };
    await em.save(WebhookEntity, {
      previousSecret: null, previousUntil: null, ...known, ...kept, tenantId, code, host: parsed.host, rules: [...rules], enabled, changedAt: now,
      url: await this.cipher.sealWebhook(em, { tenantId, code }, 'url', url),
    });
  }

  /** Puts a new secret in force; the old one signs beside it for so many hours. Throws DomainError `webhook.unknown`, `webhook.secret-invalid`, `webhook.overlap-invalid`. */
  async rotateSecret(em: EntityManager, tenantId: string, code: string, secret: string, overlapHours: number, now: Date): Promise<void> {
    const known = await em.findOne(WebhookEntity, { where: { tenantId, code } });
    if (!known) throw notFound('webhook.unknown');
    if (overlapHours < 0 || overlapHours > longestOverlapHours) throw invalid('webhook.overlap-invalid', { max: longestOverlapHours });
    await em.save(WebhookEntity, {
      ...known, secret: await this.seal(em, known, secret), secretSetAt: now, previousSecret: known.secret,
      previousUntil: new Date(now.getTime() + overlapHours * hourMs), changedAt: now,
    });
  }

  private seal(em: EntityManager, ref: Pick<WebhookEntity, 'tenantId' | 'code'>, secret: string | null): Promise<Buffer> {
    if (secret === null || !webhookSecretForm.test(secret)) throw invalid('webhook.secret-invalid');
    return this.cipher.sealWebhook(em, ref, 'secret', secret);
  }

  private checkEndpoint(settings: object): void {
    if (!('endpoint' in settings) || typeof settings.endpoint !== 'string') return;
    if (!this.outbound.mayCall(new URL(settings.endpoint))) throw invalid('channel.settings-invalid', { field: 'endpoint', allowed: 'https' });
  }
}
