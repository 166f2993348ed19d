import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['archive_runs', 'archive_run_tickets'] as const;

/** The daily archive runs, and what each found of which ticket. */
export class ArchiveRuns1700000071000 implements MigrationInterface {
  readonly name = 'ArchiveRuns1700000071000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table archive_runs (
        tenant_id text not null, day text not null check (day ~ '^\\d{4}-\\d{2}-\\d{2}$'), due_at timestamptz not null,
        started_at timestamptz not null, finished_at timestamptz, archived int not null default 0, incomplete int not null default 0,
        primary key (tenant_id, day)
      );
      -- Nothing missing: the run handed the ticket to the archive.
      create table archive_run_tickets (
        tenant_id text not null, day text not null, ticket_id text not null, missing text[] not null, at timestamptz not null,
        primary key (tenant_id, day, ticket_id)
      );
      create index archive_run_gaps on archive_run_tickets (tenant_id, day, ticket_id) where missing <> '{}';
      create index tickets_ended on tickets (tenant_id, id) where closed_at is not null and archived_at is null;
      create index tickets_archived on tickets (tenant_id, archived_at, id) where archived_at is not null;
    `);
    for (const table of tables) await runner.query(enableTenantRls(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index tickets_archived; drop index tickets_ended; drop table ${[...tables].join(', ')}`);
  }
}
