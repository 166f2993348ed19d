import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks that start again within a round; their ids name the lap, so the keys stay. */
export class ClockLaps1800000005000 implements MigrationInterface {
  readonly name = 'ClockLaps1800000005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['quality_clocks', 'quality_escalations']) await queryRunner.query(`alter table ${table} add column lap integer not null default 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['quality_clocks', 'quality_escalations']) await queryRunner.query(`alter table ${table} drop column lap`);
  }
}
