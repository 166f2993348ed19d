import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A promise that was not kept in time [A13-7]. */
export interface LateCase {
  readonly ticketId: string;
  readonly number: string;
  readonly kind: string;
  readonly region: string;
  readonly clockId: string;
  /** The stage: code of the SLA target. */
  readonly target: string;
  readonly round: number;
  readonly lap: number;
  readonly dueAt: Date;
  /** Null while it still runs. */
  readonly stoppedAt: Date | null;
  readonly minutesLate: number;
  /** Who had to be in time; while it runs, the owner of the ticket. */
  readonly responsibleId: string | null;
}

export interface LateQuery {
  readonly tenantId: string;
  readonly from: Date;
  readonly to: Date;
  readonly region: string | null;
  readonly personId: string | null;
  readonly target: string | null;
  readonly asOf: Date;
  readonly first: number;
  readonly after: { readonly dueAt: string; readonly clockId: string } | null;
}

const sql = `
  with late as (
    select c.ticket_id as "ticketId", t.number, t.kind, t.region, c.clock_id as "clockId", c.target, c.round, c.lap, c.due_at as "dueAt", c.stopped_at as "stoppedAt",
           extract(epoch from coalesce(c.stopped_at, $7::timestamptz) - c.due_at)::float8 / 60 as "minutesLate", coalesce(c.responsible_id, t.owner_id) as "responsibleId"
    from quality_clocks c join quality_tickets t using (tenant_id, ticket_id)
    where c.tenant_id = $1 and c.due_at >= $2 and c.due_at < $3 and (c.state = 'missed' or (c.state = 'running' and c.due_at < $7))
      and ($4::text is null or t.region = $4) and ($6::text is null or c.target = $6)
      and ($8::timestamptz is null or (c.due_at, c.clock_id) < ($8, $9::text))
  )
  select * from late where $5::text is null or "responsibleId" = $5
  order by "dueAt" desc, "clockId" desc limit $10`;

@Injectable()
export class LateCaseRepository {
  /** By due instant, newest first. */
  page(em: EntityManager, query: LateQuery): Promise<LateCase[]> {
    const { tenantId, from, to, region, personId, target, asOf, after, first } = query;
    return em.query<LateCase[]>(sql, [tenantId, from, to, region, personId, target, asOf, after?.dueAt ?? null, after?.clockId ?? null, first]);
  }
}
