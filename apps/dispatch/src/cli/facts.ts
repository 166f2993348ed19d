import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { factsCli, KafkaFactBus } from '@mendline/platform/facts';
import { entities } from '../database/entities.js';
import { loadDispatchConfig, serviceName } from '../dispatch.config.js';
import { staffGroup } from '../staff/staff.consumer.js';
import { StaffRepository } from '../staff/staff.repository.js';
import { StaffService } from '../staff/staff.service.js';
import { workloadGroup } from '../workload/workload.consumer.js';
import { WorkloadRepository } from '../workload/workload.repository.js';
import { WorkloadService } from '../workload/workload.service.js';

const config = loadDispatchConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, entities, poolSize: 2, systemPoolSize: 4, applicationName: `${serviceName}-cli` });
const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: `${serviceName}-cli` });
const staff = new StaffService(new StaffRepository());
const workload = new WorkloadService(new WorkloadRepository());
try {
  process.exitCode = await factsCli({
    service: serviceName,
    argv: process.argv.slice(2),
    database,
    bus,
    handlers: { [staffGroup]: (em, fact) => staff.fold(em, fact), [workloadGroup]: (em, fact) => workload.fold(em, fact) },
  });
} finally {
  await bus.close();
  await database.close();
}
