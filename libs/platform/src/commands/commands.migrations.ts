import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenantRls } from '../database/row-security.js';

const up = `
  create table commands (
    tenant_id text not null,
    command_id text not null,
    actor jsonb not null,
    operation text not null,
    ticket_id text,
    input_hash bytea not null,
    input_encrypted bytea,
    input_person text,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    state text not null check (state in ('PENDING', 'DONE', 'REJECTED')),
    outcome jsonb,
    settled_at timestamptz,
    primary key (tenant_id, command_id),
    check ((state = 'PENDING') = (settled_at is null))
  );
  create index commands_open on commands (tenant_id, ticket_id, received_at) where state = 'PENDING';
  create index commands_ticket on commands (tenant_id, ticket_id, received_at) where ticket_id is not null;
  ${enableTenantRls('commands')}
`;

class CreateCommands1700000000400 implements MigrationInterface {
  readonly name = 'CreateCommands1700000000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table commands');
  }
}

/** The journal of commands: what was asked, by whom, when, and what became of it. */
export const commandsMigrations = [CreateCommands1700000000400];
