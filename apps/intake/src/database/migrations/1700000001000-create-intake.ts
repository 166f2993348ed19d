import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  'tenant_settings', 'policy_packs', 'number_counters', 'people', 'customers', 'tickets', 'ticket_transitions', 'ticket_holds', 'ticket_clocks',
  'escalations', 'ticket_timeline', 'ticket_notes', 'ticket_links', 'notices',
] as const;

/** Tickets and everything that intake owns around them. */
export class CreateIntake1700000001000 implements MigrationInterface {
  readonly name = 'CreateIntake1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tenant_settings (
        tenant_id text not null primary key,
        pack text not null,
        pack_version int not null
      );
      create table policy_packs (
        tenant_id text not null, pack text not null, version int not null,
        hash text not null, content jsonb not null, source text not null, published_at timestamptz not null, published_by text,
        primary key (tenant_id, pack, version),
        unique (tenant_id, pack, hash)
      );
      create table number_counters (
        tenant_id text not null, scheme text not null, period text not null, last bigint not null,
        primary key (tenant_id, scheme, period)
      );
      create table people (
        tenant_id text not null, id text not null,
        login text not null, roles text[] not null, department text, region text, manager_id text, deputy_id text,
        name bytea not null, phone bytea, phone_index bytea, email bytea,
        active boolean not null default true, absent_until timestamptz, version int not null default 1, changed_at timestamptz not null,
        primary key (tenant_id, id),
        unique (tenant_id, login)
      );
      create table customers (
        tenant_id text not null, id text not null, region text not null,
        name bytea not null, phone bytea, phone_index bytea, email bytea, email_index bytea, address bytea, company bytea,
        created_at timestamptz not null, changed_at timestamptz not null,
        primary key (tenant_id, id)
      );
      create index customers_phone on customers (tenant_id, phone_index) where phone_index is not null;
      create index customers_email on customers (tenant_id, email_index) where email_index is not null;

      create table tickets (
        tenant_id text not null, id text not null, number text not null,
        kind text not null, status text not null, wait text, seq int not null default 0, epoch int not null default 0,
        owner_id text, priority text not null, severity int not null, region text not null, channel text not null, fault_class text not null,
        round int not null default 0, customer_id text not null, pack text not null, pack_version int not null, flow jsonb not null,
        brand text, model text, category text, serial_number bytea, serial_index bytea,
        summary text not null, description bytea not null,
        outcome_code text, satisfaction int, reason_code text,
        next_clock_at timestamptz, next_due_at timestamptz, deadline_at timestamptz,
        fact_version int not null default 0, revision int not null default 0,
        received_at timestamptz not null, registered_at timestamptz not null, closed_at timestamptz, archived_at timestamptz,
        registered_by text,
        primary key (tenant_id, id),
        unique (tenant_id, number)
      );
      create index tickets_newest on tickets (tenant_id, registered_at desc, id desc);
      create index tickets_next_due on tickets (tenant_id, next_due_at, id) where archived_at is null and next_due_at is not null;
      create index tickets_by_owner on tickets (tenant_id, owner_id, registered_at desc, id desc) where archived_at is null;
      create index tickets_by_status on tickets (tenant_id, status, registered_at desc, id desc);
      create index tickets_by_customer on tickets (tenant_id, customer_id, registered_at desc, id desc);
      create index tickets_open on tickets (id) where archived_at is null;

      create table ticket_transitions (
        tenant_id text not null, ticket_id text not null, seq int not null, command_id text not null, command text not null,
        from_status text not null, to_status text not null, actor jsonb not null, data jsonb not null,
        occurred_at timestamptz not null, received_at timestamptz not null, effective_at timestamptz not null, recorded_at timestamptz not null,
        answer jsonb not null,
        primary key (tenant_id, ticket_id, seq),
        unique (tenant_id, ticket_id, command_id)
      );
      create table ticket_holds (
        tenant_id text not null, ticket_id text not null, seq int not null, reason text not null,
        from_at timestamptz not null, expected_end timestamptz not null, to_at timestamptz,
        primary key (tenant_id, ticket_id, seq)
      );
      create table ticket_clocks (
        tenant_id text not null, ticket_id text not null, target text not null, round int not null,
        started_at timestamptz not null, stopped_at timestamptz, result text,
        due_at timestamptz, specs jsonb not null, raised int[] not null default '{}', next_level_at timestamptz,
        primary key (tenant_id, ticket_id, target, round)
      );
      create table escalations (
        tenant_id text not null, ticket_id text not null, target text not null, round int not null, level int not null, recipient_id text not null,
        via text not null, due_at timestamptz not null, level_due_at timestamptz not null, raised_at timestamptz not null, corrected_at timestamptz,
        primary key (tenant_id, ticket_id, target, round, level, recipient_id)
      );
      create index escalations_newest on escalations (tenant_id, raised_at desc);
      create table ticket_timeline (
        tenant_id text not null, ticket_id text not null, position bigint generated always as identity,
        fact_id uuid not null, type text not null, owner text not null, at timestamptz not null, ticket_seq int, aggregate_id text not null,
        aggregate_version int not null, actor_id text, data jsonb not null,
        primary key (tenant_id, ticket_id, position),
        unique (tenant_id, fact_id)
      );
      create table ticket_notes (
        tenant_id text not null, id text not null, ticket_id text not null, visibility text not null, author_id text, command_id text,
        body bytea not null, redacted text not null, at timestamptz not null,
        primary key (tenant_id, id)
      );
      create index ticket_notes_of_ticket on ticket_notes (tenant_id, ticket_id, at);
      create table ticket_links (
        tenant_id text not null, ticket_id text not null, relation text not null, other_id text not null, at timestamptz not null,
        primary key (tenant_id, ticket_id, relation, other_id)
      );
      create table notices (
        tenant_id text not null, id text not null, recipient_id text not null, recipient_kind text not null, cause text not null, rule text not null,
        channel text not null, ticket_id text, number text, zh text not null, en text not null, created_at timestamptz not null, read_at timestamptz,
        primary key (tenant_id, id),
        unique (tenant_id, cause, recipient_id, channel)
      );
      create index notices_of_recipient on notices (tenant_id, recipient_id, created_at desc, id desc);
    `);
    for (const table of tables) await runner.query(enableTenantRls(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${[...tables].reverse().join(', ')}`);
  }
}
