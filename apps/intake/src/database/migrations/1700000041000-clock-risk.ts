import type { MigrationInterface, QueryRunner } from 'typeorm';

const wasAtRisk = 'old.risk_at is not null and old.risk_at <= clock_timestamp()';

const up = `
  alter table ticket_clocks add column risk_at timestamptz, add column paused_by text[] not null default '{}';
  alter table tickets add column next_risk_at timestamptz;
  create index ticket_clocks_at_risk on ticket_clocks (tenant_id, risk_at) where stopped_at is null and risk_at is not null;
  create index ticket_clocks_running on ticket_clocks (tenant_id, target) where stopped_at is null;
  create index tickets_next_risk on tickets (tenant_id, next_risk_at, id) where archived_at is null and next_risk_at is not null;

  create function notify_clock_at_risk() returns trigger language plpgsql as $$
  begin
    perform pg_notify('intake_changes', json_build_object('kind', 'at-risk', 'tenant', new.tenant_id, 'ticketId', new.ticket_id, 'target', new.target,
      'round', new.round, 'lap', new.lap)::text);
    return null;
  end
  $$;
  -- What comes to be at risk by a change; what comes to be so by the passing of time is looked for by whoever is listened to.
  create trigger ticket_clocks_begin_at_risk after insert on ticket_clocks for each row
    when (new.stopped_at is null and new.risk_at <= clock_timestamp()) execute function notify_clock_at_risk();
  create trigger ticket_clocks_come_at_risk after update on ticket_clocks for each row
    when (new.stopped_at is null and new.risk_at <= clock_timestamp() and not (${wasAtRisk})) execute function notify_clock_at_risk();
`;

const down = `
  drop trigger ticket_clocks_come_at_risk on ticket_clocks;
  drop trigger ticket_clocks_begin_at_risk on ticket_clocks;
  drop function notify_clock_at_risk();
  drop index tickets_next_risk;
  drop index ticket_clocks_running;
  drop index ticket_clocks_at_risk;
  alter table tickets drop column next_risk_at;
  alter table ticket_clocks drop column paused_by, drop column risk_at;
`;

/** From when on a clock is at risk and what holds it, for lists, overviews and subscriptions; clocks that run already fill it in when they next move. */
export class ClockRisk1700000041000 implements MigrationInterface {
  readonly name = 'ClockRisk1700000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
