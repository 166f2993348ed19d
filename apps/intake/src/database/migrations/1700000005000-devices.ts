import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['devices', 'ticket_diagnoses'] as const;

const up = `
  create table devices (
    tenant_id text not null, id text not null, customer_id text not null, brand text, model text, category text,
    serial_number bytea, serial_index bytea, batch text, purchased_on text, installed_on text, accepted_on text, contract_from text, contract_until text,
    version int not null, created_at timestamptz not null, changed_at timestamptz not null,
    primary key (tenant_id, id)
  );
  create index devices_by_serial on devices (tenant_id, serial_index) where serial_index is not null;
  create table ticket_diagnoses (
    tenant_id text not null, id text not null, ticket_id text not null, by_id text, cause_code text, severity int not null, scope text not null,
    on_site boolean not null, eta timestamptz, body bytea not null, redacted text not null, at timestamptz not null,
    primary key (tenant_id, id)
  );
  create index ticket_diagnoses_of_ticket on ticket_diagnoses (tenant_id, ticket_id, at);
  alter table tickets add column device_id text, add column entitlement jsonb, add column urgent boolean not null default false,
    add column details jsonb, add column details_clear bytea;
  create index tickets_by_device on tickets (tenant_id, device_id, registered_at desc, id desc) where device_id is not null;
`;

/** Devices with their warranty, diagnoses, and the rest of the registration record. */
export class Devices1700000005000 implements MigrationInterface {
  readonly name = 'Devices1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
    for (const table of tables) await runner.query(enableTenantRls(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index tickets_by_device;
      alter table tickets drop column device_id, drop column entitlement, drop column urgent, drop column details, drop column details_clear;
      drop table ${tables.join(', ')};
    `);
  }
}
