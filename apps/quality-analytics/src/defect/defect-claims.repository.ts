import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A report of a fault that counts, with what is known of its device now. */
export interface ReportedFault {
  readonly model: string;
  readonly category: string | null;
  readonly batch: string | null;
  readonly fault: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ticketId: string;
  readonly deviceId: string | null;
}

/* A device that comes again for the same fault within the days of a repeat is one claim, not two. */
const reportsSql = `
  with reports as (
    select coalesce(d.model, t.model) as model, coalesce(d.category, t.category) as category, coalesce(d.batch, t.batch) as batch, t.fault_class as fault, t.registered_at,
           t.ticket_id, t.device_id, lag(t.registered_at) over (partition by t.device_id, t.fault_class order by t.registered_at, t.ticket_id) as last
    from quality_tickets t left join quality_devices d on d.tenant_id = t.tenant_id and d.device_id = t.device_id
    where t.tenant_id = $1 and t.counted and t.registered_at > $2::timestamptz - interval '3 years' and t.registered_at <= $2
  ), single as (
    select * from reports where model is not null and (device_id is null or last is null or registered_at - last > make_interval(days => $3::int))
  ), fresh as (
    select distinct model, category from single where registered_at >= $4
  )
  select model, category, batch, fault, (extract(epoch from registered_at) * 1000)::float8 as at, ticket_id as "ticketId", device_id as "deviceId"
  from single s
  where exists (select from fresh f where f.model = s.model or f.category = s.category)
  order by registered_at, ticket_id`;

/** What defects are looked for in. */
@Injectable()
export class DefectClaimsRepository {
  /** Claims of every model that has new ones since an instant, and of the other models of their categories. */
  reports(em: EntityManager, tenantId: string, { asOf, since, repeatWithinDays }: { readonly asOf: Date; readonly since: Date; readonly repeatWithinDays: number }): Promise<ReportedFault[]> {
    return em.query<ReportedFault[]>(reportsSql, [tenantId, asOf, repeatWithinDays, since]);
  }

  /** Tenants that have published how they count. */
  async tenants(em: EntityManager): Promise<string[]> {
    return (await em.query<{ id: string }[]>('select distinct tenant_id as id from quality_settings order by 1')).map(({ id }) => id);
  }

  /** Whether the read model is being built anew: then it does not hold everything. */
  async isRebuilding(em: EntityManager, consumerGroup: string): Promise<boolean> {
    const [row] = await em.query<{ yes: boolean }[]>(`select exists (select from inbox where consumer like $1) as yes`, [`${consumerGroup}.rebuild-%`]);
    return row?.yes ?? false;
  }

  /** One process looks at a tenant at a time; false while another does. Until the transaction ends. */
  async lock(em: EntityManager, tenantId: string): Promise<boolean> {
    const [row] = await em.query<{ mine: boolean }[]>('select pg_try_advisory_xact_lock(hashtextextended($1, 2)) as mine', [`quality.defects/${tenantId}`]);
    return row?.mine ?? false;
  }
}
