import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { KafkaFactBus } from '@mendline/platform/facts';
import { entities } from '../database/entities.js';
import type { FactIntakeService } from '../fact-intake/fact-intake.service.js';
import { readConfig, serviceName } from '../quality-analytics.config.js';
import { createFactIntake } from '../read-model.js';

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
  const intake = createFactIntake(database);
  try {
    process.exitCode = await work({ database, bus, intake });
  } finally {
    await bus.close();
    await database.close();
  }
};
