import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which name the customers of a pack know the enterprise. */
export class NameTheBrand1790000105000 implements MigrationInterface {
  readonly name = 'NameTheBrand1790000105000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pack_settings add column brand jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pack_settings drop column brand');
  }
}
