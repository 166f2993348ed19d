import type { Database } from '@mendline/platform/database';
import { QualityDeviceService } from './device/quality-device.service.js';
import { FactIntakeService } from './fact-intake/fact-intake.service.js';
import { QualityFactRepository } from './quality-ticket/quality-fact.repository.js';
import { QualityTicketWriter } from './quality-ticket/quality-ticket.writer.js';
import { TicketFolder } from './quality-ticket/ticket-folder.service.js';
import { TenantSettingsRepository } from './tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from './tenant-settings/tenant-settings.service.js';

/** The folding of facts without a container, for command lines and specs. */
export const createFactIntake = (database: Database): FactIntakeService =>
  new FactIntakeService(database, new TicketFolder(new QualityFactRepository(), new QualityTicketWriter()), new QualityDeviceService(), new TenantSettingsService(new TenantSettingsRepository()));
