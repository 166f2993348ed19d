import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was prepared before a ticket was fenced off is not written any more. */
export class Fences1700000102000 implements MigrationInterface {
  readonly name = 'Fences1700000102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets add column fence int not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets drop column fence');
  }
}
