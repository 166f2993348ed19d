import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on call by which roster, from when to when. */
export class OnCall1700000042000 implements MigrationInterface {
  readonly name = 'OnCall1700000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table on_call_duties (
        tenant_id text not null, roster text not null, starts_at timestamptz not null, person_id text not null, ends_at timestamptz not null check (ends_at > starts_at),
        primary key (tenant_id, roster, starts_at, person_id)
      );
      create index on_call_duties_now on on_call_duties (tenant_id, ends_at);
    `);
    await runner.query(enableTenantRls('on_call_duties'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table on_call_duties');
  }
}
