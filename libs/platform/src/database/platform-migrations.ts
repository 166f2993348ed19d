import { auditMigrations } from '../audit/audit.migrations.js';
import { commandsMigrations } from '../commands/commands.migrations.js';
import { factsMigrations } from '../facts/facts.migrations.js';
import { outboxMigrations } from '../outbox/outbox.migrations.js';
import type { MigrationClass } from './migration.runner.js';

/** Tables that every service has. A service puts them before its own migrations; their timestamps are the oldest. */
export const platformMigrations: readonly MigrationClass[] = [...auditMigrations, ...outboxMigrations, ...factsMigrations, ...commandsMigrations];
