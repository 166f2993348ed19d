import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const settings = `
  alter table ticket_copies add column pack text, add column pack_version integer, add column model text;

  -- What plans and acceptances follow of every published pack.
  create table pack_settings (
    tenant_id text not null,
    pack text not null,
    version integer not null,
    approval jsonb not null,
    satisfaction jsonb not null,
    published_at timestamptz not null,
    primary key (tenant_id, pack, version)
  );
  ${enableTenantRls('pack_settings')}
`;

const plans = `
  -- A version never changes after it was written; what was decided on it is its state.
  create table plan_versions (
    tenant_id text not null,
    plan_id text not null,
    version integer not null check (version > 0),
    ticket_id text not null,
    author_id text not null,
    state text not null check (state in ('draft', 'submitted', 'approved', 'declined', 'agreed', 'refused', 'superseded')),
    cause_code text not null,
    measures text[] not null check (cardinality(measures) > 0),
    method text not null,
    tools text[] not null,
    parts jsonb not null,
    labour_minutes integer not null check (labour_minutes >= 0),
    travel_minutes integer not null check (travel_minutes >= 0),
    expected_minutes integer not null check (expected_minutes > 0),
    in_warranty boolean not null,
    entitlement_code text,
    currency text not null,
    tax_basis_points integer not null check (tax_basis_points between 0 and 10000),
    lines jsonb not null,
    net integer not null check (net >= 0),
    tax integer not null check (tax >= 0),
    total integer not null check (total = net + tax),
    approval boolean,
    consent boolean,
    approval_grounds text[] not null default '{}',
    consent_grounds text[] not null default '{}',
    explanation_encrypted bytea,
    explanation_person_id text,
    feasibility_encrypted bytea,
    feasibility_person_id text,
    drafted_at timestamptz not null,
    submitted_at timestamptz,
    submit_command_id text,
    primary key (tenant_id, plan_id, version),
    check ((explanation_encrypted is null) = (explanation_person_id is null)),
    check ((feasibility_encrypted is null) = (feasibility_person_id is null))
  );
  create index plan_versions_ticket on plan_versions (tenant_id, ticket_id, drafted_at);
  create unique index plan_versions_decided_on on plan_versions (tenant_id, ticket_id) where state in ('submitted', 'approved', 'agreed');
  ${enableTenantRls('plan_versions')}

  create table plan_decisions (
    tenant_id text not null,
    plan_id text not null,
    version integer not null,
    decision text not null check (decision in ('approved', 'declined', 'agreed', 'refused')),
    command_id text not null,
    reason_code text,
    by_kind text,
    by_id text,
    evidence text check (evidence in ('click', 'signature', 'recorded-call')),
    file_id text,
    file_sha256 text,
    comment_encrypted bytea,
    comment_person_id text,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, plan_id, version, decision),
    foreign key (tenant_id, plan_id, version) references plan_versions (tenant_id, plan_id, version),
    check ((comment_encrypted is null) = (comment_person_id is null)),
    check ((file_id is null) = (file_sha256 is null))
  );
  ${enableTenantRls('plan_decisions')}
`;

const visits = `
  -- A row that never opened is the tombstone of a visit abandoned before it was opened.
  create table visits (
    tenant_id text not null,
    visit_id text not null,
    ticket_id text not null,
    engineer_id text,
    plan_id text,
    plan_version integer,
    state text not null check (state in ('open', 'closed', 'abandoned')),
    opened_at timestamptz,
    window_from timestamptz,
    window_to timestamptz,
    departed_at timestamptz,
    called_ahead_at timestamptz,
    arrived_at timestamptz,
    mark_commands jsonb not null default '{}',
    fault_code text,
    cause_code text,
    located_at timestamptz,
    test_result text check (test_result in ('normal', 'abnormal')),
    tested_at timestamptz,
    checklist jsonb,
    checklist_at timestamptz,
    signed_by text check (signed_by in ('customer', 'representative')),
    satisfaction text,
    signature jsonb,
    photos jsonb not null default '[]',
    accepted_at timestamptz,
    opinion_encrypted bytea,
    opinion_person_id text,
    works integer not null default 0,
    outcome text,
    closed_at timestamptz,
    close_command_id text,
    primary key (tenant_id, visit_id),
    check ((state = 'open') = (closed_at is null)),
    check (state = 'abandoned' or engineer_id is not null),
    check (window_from < window_to),
    check ((opinion_encrypted is null) = (opinion_person_id is null))
  );
  create index visits_ticket on visits (tenant_id, ticket_id, opened_at);
  create index visits_engineer on visits (tenant_id, engineer_id, window_from);
  ${enableTenantRls('visits')}

  create table visit_works (
    tenant_id text not null,
    visit_id text not null,
    work_id text not null,
    number integer not null check (number > 0),
    measure text not null,
    minutes integer not null check (minutes >= 0),
    text_encrypted bytea,
    text_person_id text,
    by_id text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, visit_id, work_id),
    unique (tenant_id, visit_id, number),
    foreign key (tenant_id, visit_id) references visits (tenant_id, visit_id),
    check ((text_encrypted is null) = (text_person_id is null))
  );
  ${enableTenantRls('visit_works')}

  -- Parts that went in, and old parts that came out.
  create table visit_parts (
    tenant_id text not null,
    visit_id text not null,
    entry_id text not null,
    kind text not null check (kind in ('used', 'old')),
    part_number text not null,
    quantity integer not null check (quantity > 0),
    serial_numbers text[] not null,
    disposition text,
    signature jsonb,
    by_id text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, visit_id, entry_id),
    foreign key (tenant_id, visit_id) references visits (tenant_id, visit_id),
    check ((kind = 'old') = (disposition is not null))
  );
  ${enableTenantRls('visit_parts')}
`;

const parts = `
  create table parts (
    tenant_id text not null,
    part_number text not null,
    models text[] not null,
    serialised boolean not null,
    primary key (tenant_id, part_number)
  );
  ${enableTenantRls('parts')}

  create table part_stocks (
    tenant_id text not null,
    region text not null,
    part_number text not null,
    on_hand integer not null default 0 check (on_hand >= 0),
    reserved integer not null default 0 check (reserved >= 0 and reserved <= on_hand),
    primary key (tenant_id, region, part_number),
    foreign key (tenant_id, part_number) references parts (tenant_id, part_number)
  );
  ${enableTenantRls('part_stocks')}

  -- What a version of a plan holds. Released for good: a late reservation finds it.
  create table part_holdings (
    tenant_id text not null,
    plan_id text not null,
    version integer not null,
    ticket_id text not null,
    region text,
    state text not null check (state in ('held', 'released')),
    primary key (tenant_id, plan_id, version)
  );
  ${enableTenantRls('part_holdings')}

  create table part_reservations (
    tenant_id text not null,
    plan_id text not null,
    version integer not null,
    part_number text not null,
    region text not null,
    wanted integer not null check (wanted > 0),
    reserved integer not null check (reserved >= 0),
    ordered integer not null check (ordered >= 0),
    used integer not null check (used >= 0),
    order_id text,
    wanted_at timestamptz not null,
    primary key (tenant_id, plan_id, version, part_number),
    foreign key (tenant_id, plan_id, version) references part_holdings (tenant_id, plan_id, version),
    check (reserved + ordered + used <= wanted)
  );
  create index part_reservations_ordered on part_reservations (tenant_id, region, part_number, wanted_at) where ordered > 0;
  ${enableTenantRls('part_reservations')}

  create table part_serials (
    tenant_id text not null,
    part_number text not null,
    serial_number text not null,
    visit_id text not null,
    primary key (tenant_id, part_number, serial_number)
  );
  ${enableTenantRls('part_serials')}
`;

const tables = ['part_serials', 'part_reservations', 'part_holdings', 'part_stocks', 'parts', 'visit_parts', 'visit_works', 'visits', 'plan_decisions', 'plan_versions', 'pack_settings'];

export class CreateRepairs1790000003000 implements MigrationInterface {
  readonly name = 'CreateRepairs1790000003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [settings, plans, visits, parts]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.query(`drop table ${table}`);
    await queryRunner.query('alter table ticket_copies drop column pack, drop column pack_version, drop column model');
  }
}
