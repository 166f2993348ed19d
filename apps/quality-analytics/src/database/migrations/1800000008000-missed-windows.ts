import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Windows that nobody came in, whatever was agreed later. Of visits that are there already they follow from a rebuild. */
export class MissedWindows1800000008000 implements MigrationInterface {
  readonly name = 'MissedWindows1800000008000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table quality_visits add column missed_windows jsonb not null default '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table quality_visits drop column missed_windows');
  }
}
