import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tickets = `
  alter table quality_tickets
    add column device_id text, add column batch text, add column urgent boolean not null default false, add column fault_code text, add column cause_code text,
    add column counted boolean not null default false, add column visits_made integer not null default 0, add column engineer_id text;
  create index quality_tickets_of_device on quality_tickets (tenant_id, device_id, fault_class, registered_at) where device_id is not null;
  create index quality_tickets_counted on quality_tickets (tenant_id, registered_at) where counted;
  create index quality_clocks_missed on quality_clocks (tenant_id, due_at, clock_id) where state in ('missed', 'running');
`;

const visits = `
  create table quality_visits (
    tenant_id text not null,
    ticket_id text not null,
    visit_id text not null,
    engineer_id text,
    opened_at timestamptz,
    window_from timestamptz,
    window_to timestamptz,
    departed_at timestamptz,
    arrived_at timestamptz,
    fault_code text,
    cause_code text,
    test_result text,
    score double precision,
    outcome text,
    closed_at timestamptz,
    primary key (tenant_id, ticket_id, visit_id),
    foreign key (tenant_id, ticket_id) references quality_tickets on delete cascade
  );
  create index quality_visits_promised on quality_visits (tenant_id, window_to) where window_to is not null;
  ${enableTenantRls('quality_visits')}
`;

const devices = `
  -- What is known of each device now; it goes before what a ticket's registration said.
  create table quality_devices (
    tenant_id text not null,
    device_id text not null,
    brand text,
    model text,
    category text,
    batch text,
    purchased_on date,
    installed_on date,
    accepted_on date,
    incarnation integer not null,
    version integer not null,
    changed_at timestamptz not null,
    primary key (tenant_id, device_id)
  );
  ${enableTenantRls('quality_devices')}
`;

const settings = `
  alter table quality_settings add column repeat_within_days integer not null default 90, add column alert_quiet_days integer not null default 28;
`;

const down = `
  alter table quality_settings drop column repeat_within_days, drop column alert_quiet_days;
  drop table quality_devices;
  drop table quality_visits;
  drop index quality_clocks_missed;
  drop index quality_tickets_counted;
  drop index quality_tickets_of_device;
  alter table quality_tickets
    drop column device_id, drop column batch, drop column urgent, drop column fault_code, drop column cause_code, drop column counted, drop column visits_made, drop column engineer_id;
`;

/** Repairs: devices, visits, what was found. A database that was filled before is built anew (cli/rebuild). */
export class Repairs1800000006000 implements MigrationInterface {
  readonly name = 'Repairs1800000006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [tickets, visits, devices, settings]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
