import type { MigrationInterface, QueryRunner } from 'typeorm';

const tellOfEscalations = (lap: string): string => `
  create or replace function notify_escalation() returns trigger language plpgsql as $$
  begin
    perform pg_notify('intake_changes', json_build_object('kind', 'escalation', 'tenant', new.tenant_id, 'ticketId', new.ticket_id, 'target', new.target,
      'round', new.round, ${lap}'level', new.level, 'recipient', new.recipient_id)::text);
    return null;
  end
  $$;`;

const up = `
  alter table ticket_clocks add column lap int not null default 0, drop constraint ticket_clocks_pkey,
    add primary key (tenant_id, ticket_id, target, round, lap);
  alter table escalations add column lap int not null default 0, drop constraint escalations_pkey,
    add primary key (tenant_id, ticket_id, target, round, lap, level, recipient_id);
  alter table tickets add column visit_engineer_id text, add column visit_at timestamptz;
  create index tickets_by_engineer on tickets (tenant_id, visit_engineer_id, registered_at desc, id desc) where visit_engineer_id is not null;
  drop index tickets_open;
  create index tickets_open on tickets (id) where archived_at is null or jsonb_array_length(flow -> 'owed') > 0;
  ${tellOfEscalations("'lap', new.lap, ")}
`;

/** Without laps a target has its first start only: later ones are forgotten. */
const down = `
  delete from escalations where lap > 0;
  delete from ticket_clocks where lap > 0;
  drop index tickets_open;
  create index tickets_open on tickets (id) where archived_at is null;
  drop index tickets_by_engineer;
  alter table tickets drop column visit_engineer_id, drop column visit_at;
  alter table escalations drop constraint escalations_pkey, add primary key (tenant_id, ticket_id, target, round, level, recipient_id), drop column lap;
  alter table ticket_clocks drop constraint ticket_clocks_pkey, add primary key (tenant_id, ticket_id, target, round), drop column lap;
  ${tellOfEscalations('')}
`;

/** Clocks of plans and visits that start again within a round; who visits, and when, in the ticket's row. */
export class LapsAndVisits1700000004000 implements MigrationInterface {
  readonly name = 'LapsAndVisits1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
