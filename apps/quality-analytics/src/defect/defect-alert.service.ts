import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@mendline/platform/graphql';
import { readAgain } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import type { TicketScope } from '../access/ticket-scope.js';
import { AnalysisReader, instantOf } from '../analysis/analysis.reader.js';
import type { AnalysisPage } from '../analysis/analysis.reader.js';
import { DefectAlertRepository } from './defect-alert.repository.js';
import type { DefectAlertRow } from './defect-alert.repository.js';
import { DefectChanges } from './defect-changes.js';

/** An alert as it is shown. */
export interface DefectAlertView extends Omit<DefectAlertRow, 'ticketIds'> {
  readonly ratio: number;
  readonly ticketIds: string[];
}

/** Alerts for readers: products concern everybody who may read figures, the tickets of the evidence those in whose scope they lie. */
@Injectable()
export class DefectAlertService {
  constructor(
    private readonly analysis: AnalysisReader,
    private readonly alerts: DefectAlertRepository,
    private readonly changes: DefectChanges,
  ) {}

  /** Newest first, of a model or a batch if one is asked for. */
  page(tenantId: string, scope: TicketScope, filter: { readonly model: string | null; readonly batch: string | null }, page: PageRequest): Promise<AnalysisPage<DefectAlertView>> {
    const after = page.after && { sort: instantOf(page.after), id: page.after.id };
    return this.analysis.list(tenantId, {
      page,
      keysetOf: ({ raisedAt, alertId }) => ({ sort: raisedAt.toISOString(), id: alertId }),
      rows: async ({ em }, first) => this.shown(em, tenantId, scope, await this.alerts.page(em, { tenantId, ...filter, first, after })),
    });
  }

  /** Alerts of the tenant as they are raised. */
  follow(tenantId: string, scope: TicketScope): AsyncIterableIterator<DefectAlertView> {
    return readAgain(this.changes.follow(tenantId), (alertId) =>
      this.analysis.read(tenantId, async ({ em }) => {
        const row = await this.alerts.find(em, tenantId, alertId);
        return row === null ? null : ((await this.shown(em, tenantId, scope, [row]))[0] ?? null);
      }),
    );
  }

  private async shown(em: EntityManager, tenantId: string, scope: TicketScope, rows: readonly DefectAlertRow[]): Promise<DefectAlertView[]> {
    const limited = scope.region !== null || scope.ownerId !== null;
    const visible = limited ? await this.alerts.visible(em, tenantId, rows.flatMap(({ ticketIds }) => ticketIds), scope.region, scope.ownerId) : null;
    return rows.map((row) => ({ ...row, ratio: row.observed / Math.max(row.expected, Number.MIN_VALUE), ticketIds: row.ticketIds.filter((id) => visible?.has(id) ?? true) }));
  }
}
