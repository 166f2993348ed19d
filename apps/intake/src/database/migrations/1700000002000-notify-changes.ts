import type { MigrationInterface, QueryRunner } from 'typeorm';

const channel = 'intake_changes';

/** Ids only: whoever listens reads again under the subscriber's rights. Equal ones of a transaction are told once. */
const notify = (name: string, payload: string): string => `
  create function ${name}() returns trigger language plpgsql as $$
  begin
    perform pg_notify('${channel}', json_build_object(${payload})::text);
    return null;
  end
  $$;`;

const up = `
  ${notify('notify_ticket_change', `'kind', 'ticket', 'tenant', new.tenant_id, 'id', new.id`)}
  ${notify('notify_timeline_entry', `'kind', 'ticket', 'tenant', new.tenant_id, 'id', new.ticket_id`)}
  ${notify('notify_notice', `'kind', 'notice', 'tenant', new.tenant_id, 'id', new.id, 'recipient', new.recipient_id`)}
  ${notify(
    'notify_escalation',
    `'kind', 'escalation', 'tenant', new.tenant_id, 'ticketId', new.ticket_id, 'target', new.target, 'round', new.round, 'level', new.level, 'recipient', new.recipient_id`,
  )}
  create trigger tickets_notify after update on tickets for each row
    when (old.revision <> new.revision or old.fact_version <> new.fact_version) execute function notify_ticket_change();
  -- What other services tell of a ticket; intake's own entries come with a change of the row.
  create trigger ticket_timeline_notify after insert on ticket_timeline for each row when (new.owner <> 'intake') execute function notify_timeline_entry();
  create trigger notices_notify after insert on notices for each row execute function notify_notice();
  create trigger escalations_notify after insert on escalations for each row execute function notify_escalation();
`;

const down = `
  drop trigger escalations_notify on escalations;
  drop trigger notices_notify on notices;
  drop trigger ticket_timeline_notify on ticket_timeline;
  drop trigger tickets_notify on tickets;
  drop function notify_escalation();
  drop function notify_notice();
  drop function notify_timeline_entry();
  drop function notify_ticket_change();
`;

/** Tells at commit what has changed, for subscriptions. */
export class NotifyChanges1700000002000 implements MigrationInterface {
  readonly name = 'NotifyChanges1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
