import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const profiles = `
  create table profiles (
    tenant_id text not null,
    person_id text not null,
    region text not null,
    neighbour_regions text[] not null,
    skills text[] not null,
    kinds text[] not null,
    max_load integer not null check (max_load between 0 and 200),
    active boolean not null,
    last_offered_at timestamptz,
    updated_at timestamptz not null,
    primary key (tenant_id, person_id)
  );
  ${enableTenantRls('profiles')}
`;

const copies = `
  -- Folded from intake.person.v1: no name, no phone.
  create table staff (
    tenant_id text not null,
    person_id text not null,
    active boolean not null,
    roles text[] not null,
    region text,
    deputy_id text,
    absent_until timestamptz,
    incarnation integer not null,
    version integer not null,
    primary key (tenant_id, person_id)
  );
  ${enableTenantRls('staff')}

  -- Folded from intake.ticket.v1: what an owner search and a load need. A row without a status was heard of, not yet read of.
  create table ticket_copies (
    tenant_id text not null,
    ticket_id text not null,
    kind text,
    fault_class text,
    region text,
    severity integer,
    status text,
    owner_id text,
    closed boolean not null default false,
    incarnation integer not null default 0,
    version integer not null default 0,
    primary key (tenant_id, ticket_id)
  );
  create index ticket_copies_load on ticket_copies (tenant_id, owner_id) where not closed and owner_id is not null;
  ${enableTenantRls('ticket_copies')}
`;

const offers = `
  -- One row per proposal key: an offer, a search that found nobody, or the tombstone of an offer taken back before it was made.
  create table offers (
    tenant_id text not null,
    offer_id text not null,
    ticket_id text not null,
    person_id text,
    state text not null check (state in ('open', 'nobody', 'accepted', 'declined', 'expired', 'withdrawn')),
    rank integer,
    reasons text[] not null default '{}',
    candidates jsonb not null default '[]',
    excluded text[] not null default '{}',
    made_at timestamptz not null,
    expires_at timestamptz,
    settled_at timestamptz,
    settled_by text,
    primary key (tenant_id, offer_id),
    check (person_id is not null or state in ('nobody', 'withdrawn')),
    check ((person_id is null) = (rank is null)),
    check ((state in ('open', 'nobody')) = (settled_at is null))
  );
  create index offers_ticket on offers (tenant_id, ticket_id, made_at);
  create index offers_person on offers (tenant_id, person_id, made_at, offer_id) where person_id is not null;
  create index offers_open on offers (tenant_id, person_id) where state = 'open';
  ${enableTenantRls('offers')}
`;

export class CreateDispatch1790000001000 implements MigrationInterface {
  readonly name = 'CreateDispatch1790000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [profiles, copies, offers]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table offers; drop table ticket_copies; drop table staff; drop table profiles;');
  }
}
