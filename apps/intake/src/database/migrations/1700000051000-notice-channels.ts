import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['notice_channels', 'webhook_subscriptions', 'local_sms', 'notice_preferences'] as const;

/** Ways out of the application with their secrets, who subscribes, and what recipients prefer. */
export class NoticeChannels1700000051000 implements MigrationInterface {
  readonly name = 'NoticeChannels1700000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice_channels (
        tenant_id text not null, code text not null, kind text not null check (kind in ('email', 'sms', 'dingtalk', 'wecom')),
        settings jsonb not null, secrets bytea, secrets_set_at timestamptz, enabled boolean not null, changed_at timestamptz not null,
        primary key (tenant_id, code)
      );
      create table webhook_subscriptions (
        tenant_id text not null, code text not null, host text not null, url bytea not null, rules text[] not null,
        secret bytea not null, secret_set_at timestamptz not null, previous_secret bytea, previous_until timestamptz,
        enabled boolean not null, changed_at timestamptz not null,
        primary key (tenant_id, code)
      );
      -- Short messages of tenants without a provider: kept, encrypted, and sent to nobody.
      create table local_sms (
        tenant_id text not null, id text not null, recipient_id text not null, phone bytea not null, body bytea not null, stored_at timestamptz not null,
        primary key (tenant_id, id)
      );
      create table notice_preferences (
        tenant_id text not null, recipient_kind text not null check (recipient_kind in ('staff', 'customer')), recipient_id text not null,
        language text, channels text[], email bytea, phone bytea, calendar text, changed_at timestamptz not null,
        primary key (tenant_id, recipient_kind, recipient_id)
      );
    `);
    for (const table of tables) await runner.query(enableTenantRls(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${[...tables].reverse().join(', ')}`);
  }
}
