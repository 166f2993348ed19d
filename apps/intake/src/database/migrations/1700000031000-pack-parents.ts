import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a published pack extends, each in the version that it was laid over. */
export class PackParents1700000031000 implements MigrationInterface {
  readonly name = 'PackParents1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table policy_packs add column parents jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table policy_packs drop column parents');
  }
}
