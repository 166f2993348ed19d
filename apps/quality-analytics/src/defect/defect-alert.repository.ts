import { Injectable } from '@nestjs/common';
import type { Keyset } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';

/** Of what an alert is: a batch among the batches of its model, or a model among the models of its category. */
export interface AlertUnit {
  readonly level: 'batch' | 'model';
  readonly category: string | null;
  readonly model: string;
  readonly batch: string | null;
}

/** An alert with its evidence as it was when it was raised [A12-6]. */
export interface DefectAlertRow extends AlertUnit {
  readonly alertId: string;
  /** Null: all faults together. */
  readonly fault: string | null;
  readonly windowFrom: Date;
  readonly windowTo: Date;
  readonly observed: number;
  readonly expected: number;
  readonly pValue: number;
  readonly siblings: number;
  readonly ticketIds: readonly string[];
  readonly raisedAt: Date;
}

export interface AlertQuery {
  readonly tenantId: string;
  readonly model: string | null;
  readonly batch: string | null;
  readonly first: number;
  readonly after: Keyset | null;
}

const columns = `alert_id as "alertId", level, category, model, batch, fault, window_from as "windowFrom", window_to as "windowTo", observed, expected, p_value as "pValue", siblings,
  ticket_ids as "ticketIds", raised_at as "raisedAt"`;

@Injectable()
export class DefectAlertRepository {
  async add(em: EntityManager, tenantId: string, alert: DefectAlertRow): Promise<void> {
    const { alertId, level, category, model, batch, fault, windowFrom, windowTo, observed, expected, pValue, siblings, ticketIds, raisedAt } = alert;
    await em.query(
      `insert into quality_defect_alerts (tenant_id, alert_id, level, category, model, batch, fault, window_from, window_to, observed, expected, p_value, siblings, ticket_ids, raised_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [tenantId, alertId, level, category, model, batch, fault, windowFrom, windowTo, observed, expected, pValue, siblings, ticketIds, raisedAt],
    );
  }

  /** Whether an alert of the unit was raised since an instant. */
  async raisedSince(em: EntityManager, tenantId: string, { level, model, batch }: AlertUnit, since: Date): Promise<boolean> {
    const [row] = await em.query<{ yes: boolean }[]>(
      `select exists (select from quality_defect_alerts
                      where tenant_id = $1 and level = $2 and model = $3 and batch is not distinct from $4 and raised_at > $5) as yes`,
      [tenantId, level, model, batch, since],
    );
    return row?.yes ?? false;
  }

  /** Newest first. */
  page(em: EntityManager, { tenantId, model, batch, first, after }: AlertQuery): Promise<DefectAlertRow[]> {
    return em.query<DefectAlertRow[]>(
      `select ${columns} from quality_defect_alerts
       where tenant_id = $1 and ($2::text is null or model = $2) and ($3::text is null or batch = $3)
         and ($4::timestamptz is null or (raised_at, alert_id) < ($4, $5::text))
       order by raised_at desc, alert_id desc limit $6`,
      [tenantId, model, batch, after?.sort ?? null, after?.id ?? null, first],
    );
  }

  async find(em: EntityManager, tenantId: string, alertId: string): Promise<DefectAlertRow | null> {
    const [row] = await em.query<DefectAlertRow[]>(`select ${columns} from quality_defect_alerts where tenant_id = $1 and alert_id = $2`, [tenantId, alertId]);
    return row ?? null;
  }

  /** Those of the tickets that lie within a region and are of an owner; null: of all. */
  async visible(em: EntityManager, tenantId: string, ticketIds: readonly string[], region: string | null, ownerId: string | null): Promise<ReadonlySet<string>> {
    const rows = await em.query<{ id: string }[]>(
      `select ticket_id as id from quality_tickets where tenant_id = $1 and ticket_id = any($2) and ($3::text is null or region = $3) and ($4::text is null or owner_id = $4)`,
      [tenantId, ticketIds, region, ownerId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
