import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a customer pays for a cancellation that was granted after work had begun. */
export class CancellationFees1700000063000 implements MigrationInterface {
  readonly name = 'CancellationFees1700000063000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets add column cancellation_fee jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets drop column cancellation_fee');
  }
}
