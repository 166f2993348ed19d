import { commandAgeIndexes } from '@mendline/platform/retention';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old commands are found by their age. */
export class IndexCommandAges1700000090000 implements MigrationInterface {
  readonly name = 'IndexCommandAges1700000090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(commandAgeIndexes.up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(commandAgeIndexes.down);
  }
}
