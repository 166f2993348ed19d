import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A search counts the visits of a few days, the made ones too, among those of years. Instants and not ranges: what compares ranges may not
 * be looked up before the wall between tenants has let a row pass.
 */
export class IndexUsedPlaces1790000013000 implements MigrationInterface {
  readonly name = 'IndexUsedPlaces1790000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table visit_bookings
        add column begins_at timestamptz generated always as (lower(during)) stored,
        add column ends_at timestamptz generated always as (upper(during)) stored;
      create index visit_bookings_used on visit_bookings (tenant_id, ends_at) where (released_at is null or released_at > begins_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index visit_bookings_used; alter table visit_bookings drop column begins_at, drop column ends_at');
  }
}
