import { platformMigrations } from '@mendline/platform/database';
import { CreateQualityTables1800000004000 } from './1800000004000-create-quality-tables.js';
import { ClockLaps1800000005000 } from './1800000005000-clock-laps.js';
import { Repairs1800000006000 } from './1800000006000-repairs.js';
import { DefectAlerts1800000007000 } from './1800000007000-defect-alerts.js';
import { MissedWindows1800000008000 } from './1800000008000-missed-windows.js';

/** Every migration of this service's database, the platform's first. */
export const migrations = [...platformMigrations, CreateQualityTables1800000004000, ClockLaps1800000005000, Repairs1800000006000, DefectAlerts1800000007000, MissedWindows1800000008000];
