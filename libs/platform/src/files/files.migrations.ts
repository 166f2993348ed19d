import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenantRls } from '../database/row-security.js';

const up = `
  create table files (
    tenant_id text not null,
    file_id text not null,
    purpose text not null,
    ticket_id text not null,
    person_id text not null,
    requested_by text not null,
    state text not null check (state in ('requested', 'stored', 'attached', 'removed')),
    attempt text,
    type text,
    bytes bigint check (bytes > 0),
    sha256 bytea check (length(sha256) = 32),
    attached_to text,
    requested_at timestamptz not null,
    upload_until timestamptz not null,
    stored_at timestamptz,
    attached_at timestamptz,
    removed_at timestamptz,
    primary key (tenant_id, file_id),
    check (state not in ('stored', 'attached') or (attempt is not null and type is not null and bytes is not null and sha256 is not null and stored_at is not null)),
    check (state <> 'attached' or (attached_to is not null and attached_at is not null)),
    check ((state = 'removed') = (removed_at is not null))
  );
  create index files_ticket on files (tenant_id, ticket_id);
  create index files_waiting on files (tenant_id, requested_at) where state in ('requested', 'stored');
  -- Removed, and the content is still to be cleared away.
  create index files_uncleared on files (tenant_id, file_id) where state = 'removed' and attempt is not null;
  ${enableTenantRls('files')}
`;

class CreateFiles1700000000600 implements MigrationInterface {
  readonly name = 'CreateFiles1700000000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table files');
  }
}

/** The files of a service: what was asked for, stored, attached, removed. For services that keep files; they put it behind the platform's own migrations. */
export const filesMigrations = [CreateFiles1700000000600];
