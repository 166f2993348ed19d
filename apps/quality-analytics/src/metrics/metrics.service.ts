import { Injectable } from '@nestjs/common';
import { Database } from '@mendline/platform/database';
import type { TicketScope } from '../access/ticket-scope.js';
import { QualityTicketService } from '../quality-ticket/quality-ticket.service.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { checkSpan, weekMetrics } from './metrics.domain.js';
import type { WeekMetrics } from './metrics.domain.js';
import { MetricsRepository } from './metrics.repository.js';

/** Weekly figures and the instant up to which they know: that of the newest fact read. */
export interface WeeklyMetrics {
  readonly asOf: Date | null;
  readonly weeks: WeekMetrics[];
}

/** The figures of A13-1, by ISO week in the tenant's zone. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly database: Database,
    private readonly metrics: MetricsRepository,
    private readonly tickets: QualityTicketService,
    private readonly settings: TenantSettingsService,
  ) {}

  /** Throws `metrics.span-invalid`. */
  weekly(tenantId: string, from: Date, to: Date, scope: TicketScope): Promise<WeeklyMetrics> {
    checkSpan(from, to);
    return this.database.tx(tenantId, async (em) => {
      const asOf = await this.tickets.asOf(em, tenantId);
      const zone = await this.settings.zone(em, tenantId);
      const counts = await this.metrics.weekly(em, { tenantId, from, to, zone, ...scope, asOf: asOf ?? new Date(0) });
      return { asOf, weeks: counts.map(weekMetrics) };
    });
  }
}
