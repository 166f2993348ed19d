import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['notice_deliveries', 'notice_messages'] as const;

/** What of the notices is owed to which channel, and the messages that come of it. */
export class NoticeDeliveries1700000052000 implements MigrationInterface {
  readonly name = 'NoticeDeliveries1700000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One per notice, recipient and channel; waits until a message takes it.
      create table notice_deliveries (
        tenant_id text not null, notice_id text not null, channel text not null, recipient_kind text not null, recipient_id text not null,
        severity int not null, next_at timestamptz not null, created_at timestamptz not null, message_id text,
        primary key (tenant_id, notice_id, channel)
      );
      create index notice_deliveries_waiting on notice_deliveries (next_at) where message_id is null;
      create index notice_deliveries_of_recipient on notice_deliveries (tenant_id, recipient_id, next_at) where message_id is null;
      create index notice_deliveries_of_message on notice_deliveries (tenant_id, message_id) where message_id is not null;

      create table notice_messages (
        tenant_id text not null, id text not null, channel text not null, recipient_kind text not null, recipient_id text not null,
        size int not null, state text not null check (state in ('ready', 'sent', 'dead', 'dropped')),
        attempts int not null default 0, next_at timestamptz not null, problem text, created_at timestamptz not null, settled_at timestamptz,
        primary key (tenant_id, id)
      );
      create index notice_messages_ready on notice_messages (next_at) where state = 'ready';
      create index notice_messages_of_recipient on notice_messages (tenant_id, recipient_id, settled_at);
      create index notice_messages_dead on notice_messages (tenant_id, settled_at desc, id desc) where state = 'dead';
      create index notice_messages_settled on notice_messages (settled_at) where state in ('sent', 'dropped');
    `);
    for (const table of tables) await runner.query(enableTenantRls(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${[...tables].join(', ')}`);
  }
}
