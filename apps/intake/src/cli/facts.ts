import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { factsCli, KafkaFactBus } from '@mendline/platform/facts';
import { readConfig, serviceName } from '../intake.config.js';
import { timelineGroup } from '../timeline/timeline.consumer.js';
import { addToTimeline } from '../timeline/timeline.repository.js';

const config = readConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, poolSize: 2, systemPoolSize: 4, applicationName: `${serviceName}-cli` });
const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: `${serviceName}-cli` });

try {
  process.exitCode = await factsCli({ service: serviceName, argv: process.argv.slice(2), database, bus, handlers: { [timelineGroup]: addToTimeline } });
} finally {
  await bus.close();
  await database.close();
}
