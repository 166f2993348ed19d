import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Colleague } from './assignment.domain.js';

/** Everybody with a profile and a staff record; the load counts owned tickets and unanswered offers. */
const colleagues = `
  select p.person_id as "personId", p.active and s.active as active, s.roles, greatest(s.absent_until, away.until) as "absentUntil", s.deputy_id as "deputyId",
         p.region, p.neighbour_regions as "neighbourRegions", p.skills, p.kinds, p.max_load as "maxLoad",
         coalesce(owned.n, 0) + coalesce(asked.n, 0) as load, p.last_offered_at as "lastOfferedAt"
  from profiles p
  join staff s using (tenant_id, person_id)
  left join (select owner_id, count(*)::int as n from ticket_copies where tenant_id = $1 and not closed and owner_id is not null group by owner_id) owned
    on owned.owner_id = p.person_id
  left join (select person_id, count(*)::int as n from offers where tenant_id = $1 and state = 'open' and visit_id is null group by person_id) asked
    on asked.person_id = p.person_id
  left join (
    select person_id, max(to_at) as until from absences where tenant_id = $1 and cancelled_at is null and from_at <= $2 and to_at > $2 group by person_id) away
    on away.person_id = p.person_id
  where p.tenant_id = $1`;

/** The people among whom owners are chosen: profiles, staff copies and loads in one read. */
@Injectable()
export class ColleagueRepository {
  /** Absent is who the staff copy says is, and who is away by the roster at the instant. */
  list(em: EntityManager, tenantId: string, at: Date): Promise<Colleague[]> {
    return em.query<Colleague[]>(colleagues, [tenantId, at]);
  }

  /** One search of a tenant at a time: two at once would both take the last free place of the same person. */
  async lockSearch(em: EntityManager, tenantId: string): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended('dispatch.search:' || $1, 0))`, [tenantId]);
  }

  async noteOffered(em: EntityManager, tenantId: string, personId: string, at: Date): Promise<void> {
    await em.query('update profiles set last_offered_at = $3 where tenant_id = $1 and person_id = $2', [tenantId, personId, at]);
  }
}
