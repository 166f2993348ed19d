import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Which faults to count. */
export interface FaultFilter {
  readonly model: string | null;
  readonly batch: string | null;
  readonly faultClass: string | null;
}

/** What a count is of, besides week and count; everything may be unknown but the region and the class. */
export interface FaultCell {
  readonly region: string;
  readonly model: string | null;
  readonly batch: string | null;
  /** As reported. */
  readonly faultClass: string;
  /** As found on site. */
  readonly faultCode: string | null;
  readonly causeCode: string | null;
}

/** Reports of faults of one ISO week in the tenant's zone. */
export interface FaultCount extends FaultCell {
  readonly week: string;
  readonly count: number;
}

/** Where and when, and from where a page goes on. */
export interface FaultQuery extends FaultFilter {
  readonly tenantId: string;
  readonly from: Date;
  readonly to: Date;
  readonly region: string | null;
  readonly ownerId: string | null;
  readonly first: number;
  readonly after: { readonly week: string; readonly key: string } | null;
}

/** A repair of a device that was repaired for the same fault not long before. */
export interface RepeatRepair {
  readonly ticketId: string;
  readonly number: string;
  readonly registeredAt: Date;
  readonly region: string;
  readonly deviceId: string;
  readonly model: string | null;
  readonly faultClass: string;
  readonly previousTicketId: string;
  readonly previousNumber: string;
  readonly previousClosedAt: Date;
  readonly previousEngineerId: string | null;
  /** From the end of the last one to the registration of this one. */
  readonly days: number;
}

export interface RepeatQuery extends Pick<FaultQuery, 'tenantId' | 'from' | 'to' | 'region' | 'ownerId' | 'first'> {
  readonly repeatWithinDays: number;
  readonly after: { readonly registeredAt: string; readonly ticketId: string } | null;
}

/* What is known of the device now goes before what its ticket said: a correction moves the count, and nothing stays behind. */
const countsSql = `
  with counted as (
    select to_char(t.registered_at at time zone $4, 'IYYY-"W"IW') as week, t.region, coalesce(d.model, t.model) as model, coalesce(d.batch, t.batch) as batch,
           t.fault_class as "faultClass", t.fault_code as "faultCode", t.cause_code as "causeCode"
    from quality_tickets t left join quality_devices d on d.tenant_id = t.tenant_id and d.device_id = t.device_id
    where t.tenant_id = $1 and t.counted and t.registered_at >= $2 and t.registered_at < $3
      and ($5::text is null or t.region = $5) and ($6::text is null or t.owner_id = $6) and ($9::text is null or t.fault_class = $9)
  ), cells as (
    select *, md5(jsonb_build_array(region, model, batch, "faultClass", "faultCode", "causeCode")::text) as key, count(*)::int as count
    from counted where ($7::text is null or model = $7) and ($8::text is null or batch = $8)
    group by week, region, model, batch, "faultClass", "faultCode", "causeCode"
  )
  select * from cells
  where $10::text is null or week < $10 or (week = $10 and key > $11)
  order by week desc, key limit $12`;

const repeatsSql = `
  select n.ticket_id as "ticketId", n.number, n.registered_at as "registeredAt", n.region, n.device_id as "deviceId", coalesce(d.model, n.model) as model,
         n.fault_class as "faultClass", p.ticket_id as "previousTicketId", p.number as "previousNumber", p.closed_at as "previousClosedAt",
         coalesce(p.engineer_id, p.owner_id) as "previousEngineerId", extract(epoch from n.registered_at - p.closed_at)::float8 / 86400 as days
  from quality_tickets n
  cross join lateral (
    select * from quality_tickets p
    where p.tenant_id = n.tenant_id and p.device_id = n.device_id and p.fault_class = n.fault_class and p.kind = 'repair' and p.counted and p.ticket_id <> n.ticket_id
      and p.closed_at < n.registered_at and p.closed_at >= n.registered_at - make_interval(days => $6::int)
    order by p.closed_at desc, p.ticket_id limit 1) p
  left join quality_devices d on d.tenant_id = n.tenant_id and d.device_id = n.device_id
  where n.tenant_id = $1 and n.counted and n.kind = 'repair' and n.device_id is not null and n.registered_at >= $2 and n.registered_at < $3
    and ($4::text is null or n.region = $4) and ($5::text is null or $5 in (n.owner_id, p.owner_id, p.engineer_id))
    and ($7::timestamptz is null or (n.registered_at, n.ticket_id) < ($7, $8::text))
  order by n.registered_at desc, n.ticket_id desc limit $9`;

@Injectable()
export class FaultRepository {
  /** Newest week first; `key` is where a page may go on. */
  counts(em: EntityManager, query: FaultQuery, zone: string): Promise<(FaultCount & { readonly key: string })[]> {
    const { tenantId, from, to, region, ownerId, model, batch, faultClass, after, first } = query;
    return em.query<(FaultCount & { readonly key: string })[]>(countsSql, [
      tenantId, from, to, zone, region, ownerId, model, batch, faultClass, after?.week ?? null, after?.key ?? null, first,
    ]);
  }

  /** Newest first. */
  repeats(em: EntityManager, { tenantId, from, to, region, ownerId, repeatWithinDays, after, first }: RepeatQuery): Promise<RepeatRepair[]> {
    return em.query<RepeatRepair[]>(repeatsSql, [tenantId, from, to, region, ownerId, repeatWithinDays, after?.registeredAt ?? null, after?.ticketId ?? null, first]);
  }
}
