import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProfileDraft } from './profile.domain.js';
import { ProfileRow } from './profile.entity.js';

export interface ProfileFilter {
  readonly region?: string;
  readonly personId?: string;
}

const upsert = `
  insert into profiles (tenant_id, person_id, region, neighbour_regions, skills, kinds, max_load, active, updated_at, works_for, certificates, daily_capacity)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (tenant_id, person_id) do update set
    region = excluded.region, neighbour_regions = excluded.neighbour_regions, skills = excluded.skills, kinds = excluded.kinds,
    max_load = excluded.max_load, active = excluded.active, updated_at = excluded.updated_at,
    works_for = excluded.works_for, certificates = excluded.certificates, daily_capacity = excluded.daily_capacity`;

@Injectable()
export class ProfileRepository {
  async save(em: EntityManager, tenantId: string, draft: ProfileDraft, at: Date): Promise<void> {
    const { personId, region, neighbourRegions, skills, kinds, maxLoad, active, worksFor, certificates, dailyCapacity } = draft;
    await em.query(upsert, [tenantId, personId, region, neighbourRegions, skills, kinds, maxLoad, active, at, worksFor, JSON.stringify(certificates), dailyCapacity]);
  }

  find(em: EntityManager, tenantId: string, personId: string): Promise<ProfileRow | null> {
    return em.findOneBy(ProfileRow, { tenantId, personId });
  }

  /** By person id, from a position on. */
  list(em: EntityManager, tenantId: string, filter: ProfileFilter, limit: number, after: string | null): Promise<ProfileRow[]> {
    const query = em.createQueryBuilder(ProfileRow, 'p').where('p.tenant_id = :tenantId', { tenantId }).orderBy('p.person_id').limit(limit);
    if (filter.region !== undefined) query.andWhere('p.region = :region', { region: filter.region });
    if (filter.personId !== undefined) query.andWhere('p.person_id = :personId', { personId: filter.personId });
    if (after !== null) query.andWhere('p.person_id > :after', { after });
    return query.getMany();
  }
}
