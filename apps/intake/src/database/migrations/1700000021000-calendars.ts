import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars in versions, and by which of them a clock was computed; open clocks that count by one are found through an index of their own. */
export class Calendars1700000021000 implements MigrationInterface {
  readonly name = 'Calendars1700000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendars (
        tenant_id text not null, code text not null, scope_of text not null check (scope_of in ('tenant', 'region', 'customer')), scope_id text not null,
        version int not null, hash text not null, content jsonb not null, created_at timestamptz not null, created_by text,
        primary key (tenant_id, code, scope_of, scope_id, version)
      );
      alter table ticket_clocks add column calendars jsonb not null default '{}';
      create index ticket_clocks_by_calendar on ticket_clocks (tenant_id, ticket_id) where stopped_at is null and calendars <> '{}';
    `);
    await runner.query(enableTenantRls('calendars'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ticket_clocks_by_calendar;
      alter table ticket_clocks drop column calendars;
      drop table calendars;
    `);
  }
}
