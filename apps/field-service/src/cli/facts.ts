import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { factsCli, KafkaFactBus } from '@mendline/platform/facts';
import { entities } from '../database/entities.js';
import { loadFieldServiceConfig, serviceName } from '../field-service.config.js';
import { foldOwnership, ownershipGroup } from '../ownership/ownership.consumer.js';
import { OwnershipRepository } from '../ownership/ownership.repository.js';
import { OwnershipService } from '../ownership/ownership.service.js';
import { tenantSettingsGroup } from '../tenant-settings/tenant-settings.consumer.js';
import { TenantSettingsRepository } from '../tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { RemoteSessionRepository } from '../remote-session/remote-session.repository.js';

const config = loadFieldServiceConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, entities, poolSize: 2, systemPoolSize: 4, applicationName: `${serviceName}-cli` });
const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: `${serviceName}-cli` });
const rows = new RemoteSessionRepository();
const handle = foldOwnership(new OwnershipService(new OwnershipRepository()), { handOver: (em, { ownerId, ...session }) => rows.setOwner(em, session, ownerId) });
const settings = new TenantSettingsService(new TenantSettingsRepository());
try {
  process.exitCode = await factsCli({ service: serviceName, argv: process.argv.slice(2), database, bus, handlers: { [ownershipGroup]: handle, [tenantSettingsGroup]: (em, fact) => settings.fold(em, fact) } });
} finally {
  await bus.close();
  await database.close();
}
