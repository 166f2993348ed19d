import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a supervisor approves plans on the routes of a pack; null for packs of before it was kept. */
export class KnowTheSupervised1790000108000 implements MigrationInterface {
  readonly name = 'KnowTheSupervised1790000108000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pack_settings add column supervised boolean');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pack_settings drop column supervised');
  }
}
