import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenantRls, revokeFromAll } from '../database/row-security.js';

const up = `
  create table audit_log (
    tenant_id text not null,
    seq bigint not null check (seq > 0),
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail jsonb not null,
    prev_hash text not null,
    hash text not null,
    primary key (tenant_id, seq)
  );

  -- The newest link of each tenant's chain; its row lock makes the chain one line.
  create table audit_heads (
    tenant_id text primary key,
    seq bigint not null,
    hash text not null
  );

  create function forbid_audit_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
  end
  $$;

  create trigger audit_log_append_only before update or delete on audit_log
    for each row execute function forbid_audit_change();
  create trigger audit_log_no_truncate before truncate on audit_log
    for each statement execute function forbid_audit_change();
  ${enableTenantRls('audit_log')}
  ${enableTenantRls('audit_heads')}
  ${revokeFromAll('audit_log', 'update, delete, truncate')}
  ${revokeFromAll('audit_heads', 'delete, truncate')}
`;

const down = `
  drop table audit_log;
  drop table audit_heads;
  drop function forbid_audit_change();
`;

class CreateAuditLog1700000000100 implements MigrationInterface {
  readonly name = 'CreateAuditLog1700000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}

/** The append-only audit log. */
export const auditMigrations = [CreateAuditLog1700000000100];
