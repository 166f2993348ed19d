import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { KafkaFactBus } from '@mendline/platform/facts';
import { entities } from '../database/entities.js';
import { FactIntakeService } from '../fact-intake/fact-intake.service.js';
import { readConfig, serviceName } from '../quality-analytics.config.js';
import { QualityFactRepository } from '../quality-ticket/quality-fact.repository.js';
import { QualityTicketRepository } from '../quality-ticket/quality-ticket.repository.js';
import { QualityTicketService } from '../quality-ticket/quality-ticket.service.js';
import { TenantSettingsRepository } from '../tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';

/** What a command of this service works with. */
export interface CommandTools {
  readonly database: Database;
  readonly bus: KafkaFactBus;
  readonly intake: FactIntakeService;
}

/** Runs one command with its connections; its answer is the exit code. */
export const runCommand = async (work: (tools: CommandTools) => Promise<number>): Promise<void> => {
  const config = readConfig();
  const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, entities, poolSize: 2, systemPoolSize: 4, applicationName: `${serviceName}-cli` });
  const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: `${serviceName}-cli` });
  const tickets = new QualityTicketService(database, new QualityFactRepository(), new QualityTicketRepository());
  const intake = new FactIntakeService(database, tickets, new TenantSettingsService(new TenantSettingsRepository()));
  try {
    process.exitCode = await work({ database, bus, intake });
  } finally {
    await bus.close();
    await database.close();
  }
};
