import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const facts = `
  -- The facts of each ticket, each once: what the other tables are folded from.
  create table quality_facts (
    tenant_id text not null,
    ticket_id text not null,
    fact_id uuid not null,
    type text not null,
    aggregate_id text not null,
    incarnation integer not null,
    ticket_seq integer not null,
    aggregate_version integer not null,
    at timestamptz not null,
    data jsonb not null,
    primary key (tenant_id, ticket_id, fact_id)
  );
  ${enableTenantRls('quality_facts')}
`;

const tickets = `
  create table quality_tickets (
    tenant_id text not null,
    ticket_id text not null,
    number text not null,
    kind text not null,
    fault_class text not null,
    channel text not null,
    priority text not null,
    severity integer not null,
    region text not null,
    brand text,
    model text,
    category text,
    pack text not null,
    pack_version integer not null,
    status text not null,
    wait text,
    owner_id text,
    round integer not null,
    received_at timestamptz not null,
    registered_at timestamptz not null,
    milestones jsonb not null,
    outcome text,
    satisfaction double precision,
    satisfaction_at timestamptz,
    end_status text,
    closed_at timestamptz,
    archived_at timestamptz,
    clocks_met integer not null,
    clocks_missed integer not null,
    ticket_seq integer not null,
    last_fact_at timestamptz not null,
    primary key (tenant_id, ticket_id)
  );
  create index quality_tickets_newest on quality_tickets (tenant_id, registered_at desc, ticket_id desc);
  create index quality_tickets_closed on quality_tickets (tenant_id, closed_at) where closed_at is not null;
  create index quality_tickets_answered on quality_tickets (tenant_id, satisfaction_at) where satisfaction_at is not null;
  create index quality_tickets_as_of on quality_tickets (tenant_id, last_fact_at);
  ${enableTenantRls('quality_tickets')}
`;

const clocks = `
  create table quality_clocks (
    tenant_id text not null,
    ticket_id text not null,
    clock_id text not null,
    target text not null,
    round integer not null,
    started_at timestamptz,
    due_at timestamptz,
    stopped_at timestamptz,
    state text not null check (state in ('running', 'met', 'missed', 'dropped')),
    responsible_id text,
    primary key (tenant_id, ticket_id, clock_id),
    foreign key (tenant_id, ticket_id) references quality_tickets on delete cascade
  );
  create index quality_clocks_due on quality_clocks (tenant_id, target, due_at);
  ${enableTenantRls('quality_clocks')}

  create table quality_escalations (
    tenant_id text not null,
    ticket_id text not null,
    clock_id text not null,
    level integer not null,
    recipient_id text not null,
    target text not null,
    round integer not null,
    level_due_at timestamptz not null,
    raised_at timestamptz not null,
    corrected_at timestamptz,
    primary key (tenant_id, ticket_id, clock_id, level, recipient_id),
    foreign key (tenant_id, ticket_id) references quality_tickets on delete cascade
  );
  create index quality_escalations_raised on quality_escalations (tenant_id, raised_at);
  ${enableTenantRls('quality_escalations')}
`;

const settings = `
  -- What metrics need of each published pack.
  create table quality_settings (
    tenant_id text not null,
    pack text not null,
    version integer not null,
    zone text not null,
    published_at timestamptz not null,
    primary key (tenant_id, pack)
  );
  ${enableTenantRls('quality_settings')}
`;

const down = `
  drop table quality_settings;
  drop table quality_escalations;
  drop table quality_clocks;
  drop table quality_tickets;
  drop table quality_facts;
`;

/** The read model of quality analysis, folded from facts only. */
export class CreateQualityTables1800000004000 implements MigrationInterface {
  readonly name = 'CreateQualityTables1800000004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [facts, tickets, clocks, settings]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
