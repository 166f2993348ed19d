import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
  -- Alerts are this service's own: each with its evidence as it was, and a fact. A rebuild of the read model leaves them.
  create table quality_defect_alerts (
    tenant_id text not null,
    alert_id text not null,
    level text not null check (level in ('batch', 'model')),
    category text,
    model text not null,
    batch text,
    fault text,
    window_from timestamptz not null,
    window_to timestamptz not null,
    observed integer not null,
    expected double precision not null,
    p_value double precision not null,
    siblings integer not null,
    ticket_ids text[] not null,
    raised_at timestamptz not null,
    primary key (tenant_id, alert_id)
  );
  create index quality_defect_alerts_newest on quality_defect_alerts (tenant_id, raised_at desc, alert_id desc);
  ${enableTenantRls('quality_defect_alerts')}

  -- Ids only: whoever listens reads again under the subscriber's rights.
  create function notify_defect_alert() returns trigger language plpgsql as $$
  begin
    perform pg_notify('quality_changes', json_build_object('tenant', new.tenant_id, 'alertId', new.alert_id)::text);
    return null;
  end
  $$;
  create trigger quality_defect_alerts_notify after insert on quality_defect_alerts for each row execute function notify_defect_alert();
`;

const down = `
  drop table quality_defect_alerts;
  drop function notify_defect_alert();
`;

/** Alerts of frequent faults [A12-6]. */
export class DefectAlerts1800000007000 implements MigrationInterface {
  readonly name = 'DefectAlerts1800000007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
