import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const copies = `
  -- Folded from intake.ticket.v1: whose a ticket is. A row without a status was heard of, not yet read of.
  create table ticket_copies (
    tenant_id text not null,
    ticket_id text not null,
    customer_id text,
    region text,
    status text,
    owner_id text,
    session_id text,
    incarnation integer not null default 0,
    version integer not null default 0,
    primary key (tenant_id, ticket_id)
  );
  ${enableTenantRls('ticket_copies')}
`;

const sessions = `
  -- A row that never opened is the tombstone of a session abandoned before it was opened.
  create table remote_sessions (
    tenant_id text not null,
    session_id text not null,
    ticket_id text not null,
    owner_id text,
    state text not null check (state in ('open', 'closed', 'abandoned')),
    result text check (result in ('solved', 'unsolved', 'abandoned')),
    steps integer not null default 0 check (steps >= 0),
    opened_at timestamptz,
    closed_at timestamptz,
    close_command_id text,
    note_encrypted bytea,
    note_person_id text,
    primary key (tenant_id, session_id),
    check ((state = 'open') = (result is null)),
    check ((state = 'open') = (closed_at is null)),
    check (opened_at is not null or state = 'abandoned'),
    check ((note_encrypted is null) = (note_person_id is null))
  );
  create index remote_sessions_ticket on remote_sessions (tenant_id, ticket_id, opened_at);
  ${enableTenantRls('remote_sessions')}

  create table remote_session_steps (
    tenant_id text not null,
    session_id text not null,
    step_id text not null,
    number integer not null check (number > 0),
    check_code text not null,
    result text not null check (result in ('helped', 'no-effect', 'not-possible')),
    note_encrypted bytea,
    note_person_id text,
    by_id text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, session_id, step_id),
    unique (tenant_id, session_id, number),
    foreign key (tenant_id, session_id) references remote_sessions (tenant_id, session_id),
    check ((note_encrypted is null) = (note_person_id is null))
  );
  ${enableTenantRls('remote_session_steps')}
`;

export class CreateFieldService1790000002000 implements MigrationInterface {
  readonly name = 'CreateFieldService1790000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [copies, sessions]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table remote_session_steps; drop table remote_sessions; drop table ticket_copies;');
  }
}
