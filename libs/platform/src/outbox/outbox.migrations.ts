import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenantRls } from '../database/row-security.js';

const up = `
  create table outbox (
    tenant_id text not null,
    id bigint generated always as identity,
    kind text not null,
    key text not null,
    payload jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    next_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    last_error text,
    delivered_at timestamptz,
    primary key (tenant_id, id)
  );
  create index outbox_open on outbox (id) where delivered_at is null;
  create index outbox_open_key on outbox (tenant_id, key, id) where delivered_at is null;
  create index outbox_delivered on outbox (delivered_at) where delivered_at is not null;

  create function notify_outbox() returns trigger language plpgsql as $$
  begin
    perform pg_notify('mendline_outbox', '');
    return null;
  end
  $$;

  create trigger outbox_notify after insert on outbox for each statement execute function notify_outbox();
  ${enableTenantRls('outbox')}
`;

const down = `
  drop table outbox;
  drop function notify_outbox();
`;

class CreateOutbox1700000000200 implements MigrationInterface {
  readonly name = 'CreateOutbox1700000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}

/** A notification names its table, so that it wakes the pump of that table alone; what is not yet due wakes nobody. */
const targeted = `
  create or replace function notify_outbox() returns trigger language plpgsql as $$
  begin
    perform pg_notify('mendline_outbox', tg_table_name);
    return null;
  end
  $$;
  create function notify_due_outbox() returns trigger language plpgsql as $$
  begin
    if exists (select from fresh where next_at <= clock_timestamp()) then perform pg_notify('mendline_outbox', tg_table_name); end if;
    return null;
  end
  $$;
  drop trigger outbox_notify on outbox;
  create trigger outbox_notify after insert on outbox referencing new table as fresh for each statement execute function notify_due_outbox();
`;

const untargeted = `
  drop trigger outbox_notify on outbox;
  drop function notify_due_outbox();
  create or replace function notify_outbox() returns trigger language plpgsql as $$
  begin
    perform pg_notify('mendline_outbox', '');
    return null;
  end
  $$;
  create trigger outbox_notify after insert on outbox for each statement execute function notify_outbox();
`;

class TargetNotifications1700000000600 implements MigrationInterface {
  readonly name = 'TargetNotifications1700000000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(targeted);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(untargeted);
  }
}

/** Work owed to other systems, written with the change that owes it. */
export const outboxMigrations = [CreateOutbox1700000000200, TargetNotifications1700000000600];
