import { enableSharedRls, enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const regions = `
  -- Belongs to no tenant: places and their neighbours, imported from data/cn-regions when the service starts.
  create table regions (
    level text not null check (level in ('province', 'city')),
    code text not null,
    name text not null,
    neighbours text[] not null,
    primary key (level, code)
  );
  ${enableSharedRls('regions')}
`;

const rosters = `
  alter table profiles
    add column works_for text[] not null default '{}',
    add column certificates jsonb not null default '[]',
    add column daily_capacity integer not null default 8 check (daily_capacity between 0 and 50);

  create table rosters (
    tenant_id text not null,
    person_id text not null,
    zone text not null,
    hours jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant_id, person_id)
  );
  ${enableTenantRls('rosters')}

  create table absences (
    tenant_id text not null,
    absence_id text not null,
    person_id text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    reason_code text not null,
    noted_by text not null,
    noted_at timestamptz not null,
    cancelled_at timestamptz,
    primary key (tenant_id, absence_id),
    check (from_at < to_at)
  );
  create index absences_person on absences (tenant_id, person_id, to_at) where cancelled_at is null;
  ${enableTenantRls('absences')}

  -- What a tenant changed of the rules that every tenant begins with.
  create table dispatch_rules (
    tenant_id text not null,
    content jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant_id)
  );
  ${enableTenantRls('dispatch_rules')}
`;

const visits = `
  -- An offer of a visit names it; note is the remark on the region that supports.
  alter table offers add column visit_id text, add column note jsonb;
  -- Who makes the visit that is arranged, and since when that is known here.
  alter table ticket_copies add column engineer_id text, add column engaged_at timestamptz;
  create index ticket_copies_visits on ticket_copies (tenant_id, engineer_id) where not closed and engineer_id is not null;
`;

const bookings = `
  create extension if not exists btree_gist;

  create table visit_bookings (
    tenant_id text not null,
    visit_id text not null,
    ticket_id text not null,
    engineer_id text not null,
    during tstzrange not null,
    booked_at timestamptz not null,
    released_at timestamptz,
    primary key (tenant_id, visit_id),
    check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
    constraint visit_bookings_no_overlap exclude using gist (tenant_id with =, engineer_id with =, during with &&) where (released_at is null)
  );
  ${enableTenantRls('visit_bookings')}

  -- Commands that were answered: a late copy gets the answer and changes nothing.
  create table booking_commands (
    tenant_id text not null,
    visit_id text not null,
    command_id text not null,
    refusal text,
    answered_at timestamptz not null,
    primary key (tenant_id, visit_id, command_id)
  );
  ${enableTenantRls('booking_commands')}
`;

export class AddDispatchOfVisits1790000002000 implements MigrationInterface {
  readonly name = 'AddDispatchOfVisits1790000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [regions, rosters, visits, bookings]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table booking_commands; drop table visit_bookings; drop extension btree_gist;
      drop index ticket_copies_visits;
      alter table ticket_copies drop column engineer_id, drop column engaged_at;
      alter table offers drop column visit_id, drop column note;
      drop table dispatch_rules; drop table absences; drop table rosters; drop table regions;
      alter table profiles drop column works_for, drop column certificates, drop column daily_capacity;`);
  }
}
