import type { Fact } from '@mendline/contracts/facts';
import { Database, runMigrations } from '@mendline/platform/database';
import { createTestDatabase } from '@mendline/testing/database';
import { AnalysisReader } from '../src/analysis/analysis.reader.js';
import { MetricsRepository } from '../src/metrics/metrics.repository.js';
import { MetricsService } from '../src/metrics/metrics.service.js';
import { migrations } from '../src/database/migrations/index.js';
import { entities } from '../src/database/entities.js';
import { DefectAlertRepository } from '../src/defect/defect-alert.repository.js';
import { DefectClaimsRepository } from '../src/defect/defect-claims.repository.js';
import { DefectDetector } from '../src/defect/defect-detector.service.js';
import { FaultRepository } from '../src/faults/fault.repository.js';
import { FaultService } from '../src/faults/fault.service.js';
import { LateCaseRepository } from '../src/lateness/late-case.repository.js';
import { LateCaseService } from '../src/lateness/late-case.service.js';
import { QualityTicketRepository } from '../src/quality-ticket/quality-ticket.repository.js';
import { QualityTicketService } from '../src/quality-ticket/quality-ticket.service.js';
import { createFactIntake } from '../src/read-model.js';
import { TenantSettingsRepository } from '../src/tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../src/tenant-settings/tenant-settings.service.js';

const tables = {
  quality_tickets: 'tenant_id, ticket_id',
  quality_clocks: 'tenant_id, ticket_id, clock_id',
  quality_escalations: 'tenant_id, ticket_id, clock_id, level, recipient_id',
  quality_visits: 'tenant_id, ticket_id, visit_id',
  quality_devices: 'tenant_id, device_id',
  quality_settings: 'tenant_id, pack',
};

export type Rows = Record<string, unknown[]>;

/** The services on a database of their own. */
export const openQualityDatabase = async () => {
  const test = await createTestDatabase('quality_analytics');
  await runMigrations(test.ownerUrl, migrations);
  const database = new Database({ url: test.url, systemUrl: test.systemUrl, entities });
  const tickets = new QualityTicketService(database, new QualityTicketRepository());
  const analysis = new AnalysisReader(database, tickets, new TenantSettingsService(new TenantSettingsRepository()));
  const intake = createFactIntake(database);
  return {
    database,
    tickets,
    intake,
    metrics: new MetricsService(analysis, new MetricsRepository()),
    faults: new FaultService(analysis, new FaultRepository()),
    /** Looks for defects as of a clock that stands. */
    detectorAt: (now: Date) => new DefectDetector(database, { now: () => Promise.resolve(now) }, { MENDLINE_CELL: 'cn1' }, analysis, new DefectClaimsRepository(), new DefectAlertRepository()),
    lateness: new LateCaseService(analysis, new LateCaseRepository()),
    /** Takes facts one by one, each in a transaction of its own, or many at once. */
    take: async (facts: readonly Fact[], atOnce = 1): Promise<void> => {
      for (let i = 0; i < facts.length; i += atOnce) await database.systemTx((em) => intake.take(em, facts.slice(i, i + atOnce)));
    },
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
