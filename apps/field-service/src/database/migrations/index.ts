import { type MigrationClass, platformMigrations } from '@mendline/platform/database';
import { CreateFieldService1790000002000 } from './1790000002000-create-field-service.js';

/** Every migration of field-service's database, oldest first. */
export const fieldServiceMigrations: readonly MigrationClass[] = [...platformMigrations, CreateFieldService1790000002000];
