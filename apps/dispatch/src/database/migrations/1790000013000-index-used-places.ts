import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A search counts the visits of a few days, the made ones too, among those of years. */
export class IndexUsedPlaces1790000013000 implements MigrationInterface {
  readonly name = 'IndexUsedPlaces1790000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index visit_bookings_used on visit_bookings using gist (tenant_id, during) where (released_at is null or released_at > lower(during))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index visit_bookings_used');
  }
}
