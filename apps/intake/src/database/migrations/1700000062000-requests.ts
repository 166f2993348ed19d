import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests with several devices: one ticket for each, under one number. */
export class Requests1700000062000 implements MigrationInterface {
  readonly name = 'Requests1700000062000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table requests (
        tenant_id text not null, id text not null, number text not null, registered_at timestamptz not null,
        primary key (tenant_id, id),
        unique (tenant_id, number)
      );
      alter table tickets add column request_id text;
      create index tickets_of_request on tickets (tenant_id, request_id, id) where request_id is not null;
    `);
    await runner.query(enableTenantRls('requests'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index tickets_of_request; alter table tickets drop column request_id; drop table requests;');
  }
}
