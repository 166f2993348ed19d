import { defectAlertRaised } from '@mendline/contracts/facts';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { appendFacts, newFact } from '@mendline/platform/facts';
import { newId } from '@mendline/platform/ids';
import { PLATFORM_CONFIG } from '@mendline/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnalysisReader } from '../analysis/analysis.reader.js';
import { consumerGroup } from '../fact-intake/fact-intake.service.js';
import { serviceName } from '../quality-analytics.config.js';
import { DefectAlertRepository } from './defect-alert.repository.js';
import type { DefectAlertRow } from './defect-alert.repository.js';
import { DefectClaimsRepository } from './defect-claims.repository.js';
import { searchDefects } from './defect-search.domain.js';
import type { FoundDefect } from './defect-search.domain.js';

const dayMs = 86_400_000;
/** Facts of one instant may come a little apart. */
const overlapMs = dayMs;
/** How many tickets of the evidence are kept. */
const mostTickets = 200;

/** The alert that a finding becomes. */
const alertOf = ({ level, category, model, batch, suspicion }: FoundDefect, raisedAt: Date): DefectAlertRow => {
  const { fault, from, to, observed, expected, pValue, siblings, claims } = suspicion;
  const ticketIds = claims.slice(-mostTickets).map(({ ticketId }) => ticketId);
  return { alertId: newId('da'), level, category, model, batch, fault, windowFrom: from, windowTo: to, observed, expected, pValue, siblings, ticketIds, raisedAt };
};

/** Looks for batches and models that fail too often, and raises alerts: row and fact in one transaction [A12-6]. */
@Injectable()
export class DefectDetector {
  /** Up to which fact each tenant was looked at by this process. */
  private readonly lookedAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM_CONFIG) private readonly config: { readonly MENDLINE_CELL: string },
    private readonly analysis: AnalysisReader,
    private readonly claims: DefectClaimsRepository,
    private readonly alerts: DefectAlertRepository,
  ) {}

  /** Looks at every tenant that has new facts. Answers how many alerts were raised. */
  async look(): Promise<number> {
    const tenants = await this.database.systemTx(async (em) => ((await this.claims.isRebuilding(em, consumerGroup)) ? [] : this.claims.tenants(em)));
    let raised = 0;
    for (const tenantId of tenants) raised += await this.lookAt(tenantId);
    return raised;
  }

  private async lookAt(tenantId: string): Promise<number> {
    const looked = this.lookedAt.get(tenantId) ?? 0;
    const seen = await this.analysis.read(tenantId, async ({ em, asOf, rules }) => {
      if (asOf === null || asOf.getTime() <= looked || !(await this.claims.lock(em, tenantId))) return null;
      const since = new Date(Math.max(0, looked - overlapMs));
      const reports = await this.claims.reports(em, tenantId, { asOf, since, repeatWithinDays: rules.repeatWithinDays });
      const now = await this.clock.now(em);
      const quietSince = new Date(now.getTime() - rules.alertQuietDays * dayMs);
      let raised = 0;
      for (const found of searchDefects(reports, asOf)) raised += await this.raise(em, tenantId, found, { now, quietSince });
      return { raised, asOf };
    });
    if (seen) this.lookedAt.set(tenantId, seen.asOf.getTime());
    return seen?.raised ?? 0;
  }

  private async raise(em: EntityManager, tenantId: string, found: FoundDefect, { now, quietSince }: { readonly now: Date; readonly quietSince: Date }): Promise<number> {
    if (await this.alerts.raisedSince(em, tenantId, found, quietSince)) return 0;
    const alert = alertOf(found, now);
    await this.alerts.add(em, tenantId, alert);
    const { windowFrom, windowTo, raisedAt, ticketIds, ...said } = alert;
    const data = {
      ...said, ratio: alert.observed / Math.max(alert.expected, Number.MIN_VALUE), ticketIds: [...ticketIds], windowFrom: windowFrom.toISOString(), windowTo: windowTo.toISOString(),
      raisedAt: raisedAt.toISOString(),
    };
    await appendFacts(em, {
      tenantId, cell: this.config.MENDLINE_CELL, service: serviceName, subject: alert.alertId, aggregateId: alert.alertId, at: now, facts: [newFact(defectAlertRaised, data)],
    });
    return 1;
  }
}
