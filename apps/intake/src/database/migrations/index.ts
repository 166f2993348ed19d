import { platformMigrations } from '@mendline/platform/database';
import { CreateIntake1700000001000 } from './1700000001000-create-intake.js';

/** Every migration of the service, the platform's first. */
export const migrations = [...platformMigrations, CreateIntake1700000001000];
