import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditMigrations } from '../audit/audit.migrations.js';
import { commandsMigrations } from '../commands/commands.migrations.js';
import { factsMigrations } from '../facts/facts.migrations.js';
import { outboxMigrations } from '../outbox/outbox.migrations.js';
import { privacyMigration } from '../privacy/privacy.migration.js';
import type { MigrationClass } from './migration.runner.js';

class CreateDataKeys1700000000500 implements MigrationInterface {
  readonly name = 'CreateDataKeys1700000000500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(privacyMigration.up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(privacyMigration.down);
  }
}

/** Tables that every service has. A service puts them before its own migrations; their timestamps are the oldest. */
export const platformMigrations: readonly MigrationClass[] = [
  ...auditMigrations,
  ...outboxMigrations,
  ...factsMigrations,
  ...commandsMigrations,
  CreateDataKeys1700000000500,
];
