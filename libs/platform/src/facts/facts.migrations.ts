import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableSharedRls, enableTenantRls, revokeFromAll } from '../database/row-security.js';
import { KnowDeadLettersByFact1700000000550 } from './dead-letters.migration.js';

const incarnations = `
  -- The lives of this database: a restore begins a new one. Belongs to no tenant.
  create table incarnation (
    number integer primary key check (number > 0),
    begun_at timestamptz not null default clock_timestamp(),
    reason text not null
  );
  ${enableSharedRls('incarnation')}
  insert into incarnation (number, reason) values (1, 'created');

  create function raise_incarnation(why text) returns integer language sql security definer set search_path = public as $$
    insert into incarnation (number, reason) select max(number) + 1, why from incarnation returning number
  $$;
  do $revoke$
  begin
    execute format('revoke execute on function raise_incarnation(text) from public, %I', regexp_replace(current_user, '_owner$', '_app'));
  end
  $revoke$;
`;

const factLog = `
  -- Version of the newest fact of every aggregate: makes the numbering contiguous, whatever partition a fact lies in.
  create table fact_heads (
    tenant_id text not null,
    aggregate text not null,
    aggregate_id text not null,
    version integer not null check (version > 0),
    primary key (tenant_id, aggregate, aggregate_id)
  );
  ${enableTenantRls('fact_heads')}

  create table fact_log (
    tenant_id text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    id uuid not null,
    position bigint generated always as identity,
    topic text not null,
    type text not null,
    key text not null,
    envelope jsonb not null,
    primary key (tenant_id, recorded_at, id)
  ) partition by range (recorded_at);
  create index fact_log_key on fact_log (tenant_id, key, position);
  ${enableTenantRls('fact_log')}

  -- Takes what no month has; empty as long as the months are created ahead.
  create table fact_log_rest partition of fact_log default;
  ${enableTenantRls('fact_log_rest')}
  ${revokeFromAll('fact_log', 'update, delete, truncate')}
  ${revokeFromAll('fact_log_rest', 'all')}

  -- What of the log is not yet published: narrow rows that come and go, so that the log itself is written once and never touched.
  create table fact_outbox (
    tenant_id text not null,
    position bigint not null,
    recorded_at timestamptz not null,
    id uuid not null,
    topic text not null,
    key text not null,
    primary key (tenant_id, position)
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
  create index fact_outbox_position on fact_outbox (position);
  create trigger fact_outbox_notify after insert on fact_outbox for each statement execute function notify_outbox();
  ${enableTenantRls('fact_outbox')}
`;

/** Owned by the owner role and run with its rights: relays may create months, and nothing else. */
const monthsAhead = `
  create function ensure_fact_months(ahead integer) returns integer language plpgsql security definer
    set search_path = public set lock_timeout = '2s' as $$
  declare
    month date := date_trunc('month', clock_timestamp() at time zone 'UTC');
    name text;
    created integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtextextended('mendline.fact-months', 0));
    for step in 0 .. least(greatest(ahead, 0), 24) loop
      name := 'fact_log_' || to_char(month + make_interval(months => step), 'YYYYMM');
      continue when to_regclass(name) is not null;
      begin
        execute format('create table %I partition of fact_log for values from (%L) to (%L)', name,
          to_char(month + make_interval(months => step), 'YYYY-MM-DD') || ' 00:00:00+00',
          to_char(month + make_interval(months => step + 1), 'YYYY-MM-DD') || ' 00:00:00+00');
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy %I on %I using (tenant_id = current_setting(''mendline.tenant'', true)) with check (tenant_id = current_setting(''mendline.tenant'', true))',
          name || '_tenant', name);
        execute format('revoke all on %I from %I, %I', name, regexp_replace(current_user, '_owner$', '_app'), regexp_replace(current_user, '_owner$', '_system'));
        created := created + 1;
      exception when check_violation then
        raise warning 'facts of % lie in fact_log_rest already; the month stays there', name;
      end;
    end loop;
    return created;
  end
  $$;
  select ensure_fact_months(3);
`;

const consumers = `
  create table inbox (
    tenant_id text not null,
    consumer text not null,
    fact_id uuid not null,
    handled_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consumer, fact_id)
  );
  ${enableTenantRls('inbox')}

  -- Facts that a consumer could not take, and the later ones of the same key, in order. Unreadable ones have tenant '-'.
  create table dead_letters (
    tenant_id text not null,
    id bigint generated always as identity,
    consumer text not null,
    topic text not null,
    partition_number integer not null,
    partition_offset bigint not null,
    key text not null,
    fact_id uuid,
    reason text not null check (reason in ('unreadable', 'refused', 'failed', 'behind')),
    error text,
    value bytea,
    attempts integer not null default 0,
    parked_at timestamptz not null default clock_timestamp(),
    state text not null default 'open' check (state in ('open', 'replayed', 'dropped')),
    settled_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, consumer, topic, partition_number, partition_offset)
  );
  create index dead_letters_open on dead_letters (consumer, topic, key, id) where state = 'open';
  ${enableTenantRls('dead_letters')}
`;

const down = `
  drop table dead_letters;
  drop table inbox;
  drop function ensure_fact_months(integer);
  drop table fact_outbox;
  drop table fact_log;
  drop table fact_heads;
  drop function raise_incarnation(text);
  drop table incarnation;
`;

class CreateFacts1700000000300 implements MigrationInterface {
  readonly name = 'CreateFacts1700000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [incarnations, factLog, monthsAhead, consumers]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}

/** What has happened, kept for years, and what became of the facts of others. */
export const factsMigrations = [CreateFacts1700000000300, KnowDeadLettersByFact1700000000550];
