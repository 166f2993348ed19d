import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits to one customer for several devices may share one window; all others of an engineer never overlap. */
export class ShareWindows1790000011000 implements MigrationInterface {
  readonly name = 'ShareWindows1790000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table visit_bookings add column shared text;
      alter table visit_bookings drop constraint visit_bookings_no_overlap,
        add constraint visit_bookings_no_overlap exclude using gist (tenant_id with =, engineer_id with =, during with &&, (coalesce(shared, visit_id)) with <>) where (released_at is null);
    `);
  }

  /** Windows that are shared now would overlap: of each only the first stays. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update visit_bookings b set released_at = clock_timestamp() where released_at is null and exists (
        select 1 from visit_bookings a where a.tenant_id = b.tenant_id and a.engineer_id = b.engineer_id and a.released_at is null and a.during && b.during and a.visit_id < b.visit_id);
      alter table visit_bookings drop constraint visit_bookings_no_overlap, drop column shared,
        add constraint visit_bookings_no_overlap exclude using gist (tenant_id with =, engineer_id with =, during with &&) where (released_at is null);
    `);
  }
}
