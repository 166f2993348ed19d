import { Database, runMigrations } from '@mendline/platform/database';
import { createTestDatabase } from '@mendline/testing/database';
import { MetricsRepository } from '../src/metrics/metrics.repository.js';
import { MetricsService } from '../src/metrics/metrics.service.js';
import { migrations } from '../src/database/migrations/index.js';
import { entities } from '../src/database/entities.js';
import { FactIntakeService } from '../src/fact-intake/fact-intake.service.js';
import { QualityFactRepository } from '../src/quality-ticket/quality-fact.repository.js';
import { QualityTicketRepository } from '../src/quality-ticket/quality-ticket.repository.js';
import { QualityTicketService } from '../src/quality-ticket/quality-ticket.service.js';
import { TenantSettingsRepository } from '../src/tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../src/tenant-settings/tenant-settings.service.js';

const tables = {
  quality_tickets: 'tenant_id, ticket_id',
  quality_clocks: 'tenant_id, ticket_id, clock_id',
  quality_escalations: 'tenant_id, ticket_id, clock_id, level, recipient_id',
  quality_settings: 'tenant_id, pack',
};

export type Rows = Record<string, unknown[]>;

/** The services on a database of their own. */
export const openQualityDatabase = async () => {
  const test = await createTestDatabase('quality_analytics');
  await runMigrations(test.ownerUrl, migrations);
  const database = new Database({ url: test.url, systemUrl: test.systemUrl, entities });
  const tickets = new QualityTicketService(database, new QualityFactRepository(), new QualityTicketRepository());
  const settings = new TenantSettingsService(new TenantSettingsRepository());
  return {
    database,
    tickets,
    intake: new FactIntakeService(database, tickets, settings),
    metrics: new MetricsService(database, new MetricsRepository(), tickets, settings),
    urls: test,
    rows: (): Promise<Rows> =>
      database.systemTx(async (em) => {
        const found: Rows = {};
        for (const [table, key] of Object.entries(tables)) found[table] = await em.query<unknown[]>(`select * from ${table} order by ${key}`);
        return found;
      }),
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
};

export type QualityDatabase = Awaited<ReturnType<typeof openQualityDatabase>>;
