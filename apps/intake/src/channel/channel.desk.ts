import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type * as input from './channel.input.js';
import type * as model from './channel.model.js';
import { ChannelReader } from './channel.reader.js';
import { ChannelWriter } from './channel.writer.js';

const done = (key: string) => ({ commandId: key, state: CommandState.DONE, userErrors: [] });

/** Changes of channels and subscriptions, journaled and on the audit log; neither keeps a secret. */
@Injectable()
export class ChannelDesk {
  constructor(
    private readonly journal: CommandJournal,
    private readonly writer: ChannelWriter,
    private readonly reader: ChannelReader,
    private readonly audit: AuditLog,
  ) {}

  async setChannel(who: Principal, saying: input.SetChannelInput): Promise<model.ChannelPayload> {
    const { key, channelKind: kind, secrets = null, enabled } = saying;
    const code = saying.code ?? kind;
    await this.journaled(who, key, 'setChannel', saying, code, (em, now) =>
      this.writer.setChannel(em, who.tenant, { code, kind, settings: settingsOf(saying.settings), secrets: secrets && settingsOf(secrets, false), enabled: enabled ?? true }, now),
    );
    return { ...done(key), channel: await this.reader.channel(who, code) };
  }

  async setWebhook(who: Principal, saying: input.SetWebhookInput): Promise<model.WebhookPayload> {
    const { key, code, url, rules, secret, enabled } = saying;
    await this.journaled(who, key, 'setWebhook', saying, `webhook:${code}`, (em, now) =>
      this.writer.setWebhook(em, who.tenant, { code, url, rules, secret: secret ?? null, enabled: enabled ?? true }, now),
    );
    return { ...done(key), webhook: await this.reader.webhook(who, code) };
  }

  async rotateSecret(who: Principal, saying: input.RotateWebhookSecretInput): Promise<model.WebhookPayload> {
    const { key, code, secret, overlapHours } = saying;
    await this.journaled(who, key, 'rotateWebhookSecret', saying, `webhook:${code}`, (em, now) => this.writer.rotateSecret(em, who.tenant, code, secret, overlapHours ?? 24, now));
    return { ...done(key), webhook: await this.reader.webhook(who, code) };
  }

  private async journaled(who: Principal, key: string, operation: string, said: object, subject: string, write: (em: EntityManager, now: Date) => Promise<void>): Promise<void> {
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation, input: said,
      work: async (em, now) => {
        await write(em, now);
        await this.audit.append(em, { tenantId: who.tenant, actor: who.personId ?? who.subject, action: `channel.${operation}`, subject: subject.slice(0, 60), detail: {} });
        return { subject };
      },
    });
  }
}

/** Values as the form of the kind wants them: numbers and truth values are said as text. */
const settingsOf = (given: readonly input.NamedValueInput[], typed = true): Record<string, unknown> =>
  Object.fromEntries(given.map(({ name, value }) => [name, typed ? typedValue(name, value) : value]));

const typedValue = (name: string, value: string): unknown => {
  if (name === 'port' && /^\d{1,5}$/u.test(value)) return Number(value);
  if (name === 'secure' && /^(true|false)$/u.test(value)) return value === 'true';
  return value;
};
