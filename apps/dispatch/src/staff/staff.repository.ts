import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StaffRow } from './staff.entity.js';

const fold = `
  insert into staff (tenant_id, person_id, active, roles, region, deputy_id, absent_until, incarnation, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (tenant_id, person_id) do update set
    active = excluded.active, roles = excluded.roles, region = excluded.region, deputy_id = excluded.deputy_id,
    absent_until = excluded.absent_until, incarnation = excluded.incarnation, version = excluded.version
  where (staff.incarnation, staff.version) < (excluded.incarnation, excluded.version)`;

/** Profiles are kept here and go before what intake tells. */
const home = `
  select coalesce(p.region, s.region) as region from staff s left join profiles p using (tenant_id, person_id) where s.tenant_id = $1 and s.person_id = $2`;

@Injectable()
export class StaffRepository {
  /** Takes a newer state; an older or equal one leaves the row as it is. */
  async fold(em: EntityManager, row: StaffRow): Promise<void> {
    const { tenantId, personId, active, roles, region, deputyId, absentUntil, incarnation, version } = row;
    await em.query(fold, [tenantId, personId, active, roles, region, deputyId, absentUntil, incarnation, version]);
  }

  async exists(em: EntityManager, tenantId: string, personId: string): Promise<boolean> {
    return em.existsBy(StaffRow, { tenantId, personId });
  }

  /** Where somebody works, as far as that is known; null for somebody whom this tenant does not have. */
  async home(em: EntityManager, tenantId: string, personId: string): Promise<{ readonly region: string | null } | null> {
    return (await em.query<{ region: string | null }[]>(home, [tenantId, personId]))[0] ?? null;
  }

  find(em: EntityManager, tenantId: string, personId: string): Promise<StaffRow | null> {
    return em.findOneBy(StaffRow, { tenantId, personId });
  }
}
