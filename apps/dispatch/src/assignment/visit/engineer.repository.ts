import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Duty, DutyHours, Interval } from '../../roster/duty.domain.js';
import type { Engineer } from './engineer-ranking.domain.js';

/** Everybody with a profile and the role; roster, absences and booked visits of the horizon in one read. Instants as milliseconds. */
const engineers = `
  select p.person_id as "personId", p.active and s.active as active, s.roles, p.region, p.works_for as "worksFor",
         p.neighbour_regions as "neighbourRegions", p.skills, p.certificates, p.kinds, p.daily_capacity as "dailyCapacity", p.max_load as "maxLoad",
         coalesce(visits.n, 0) + coalesce(asked.n, 0) as load, p.last_offered_at as "lastOfferedAt",
         r.zone, r.hours, away.spans as away, held.spans as held, s.absent_until as "absentUntil"
  from profiles p
  join staff s using (tenant_id, person_id)
  left join rosters r using (tenant_id, person_id)
  left join (select engineer_id, count(*)::int as n from ticket_copies where tenant_id = $1 and not closed and engineer_id is not null group by engineer_id) visits
    on visits.engineer_id = p.person_id
  left join (select person_id, count(*)::int as n from offers where tenant_id = $1 and state = 'open' and visit_id is not null group by person_id) asked
    on asked.person_id = p.person_id
  left join (select person_id, jsonb_agg(jsonb_build_array(extract(epoch from from_at) * 1000, extract(epoch from to_at) * 1000)) as spans
             from absences where tenant_id = $1 and cancelled_at is null and to_at > $2 and from_at < $3 group by person_id) away
    on away.person_id = p.person_id
  left join (select engineer_id, jsonb_agg(jsonb_build_array(extract(epoch from lower(during)) * 1000, extract(epoch from upper(during)) * 1000)) as spans
             from visit_bookings where tenant_id = $1 and released_at is null and during && tstzrange($2, $3) group by engineer_id) held
    on held.engineer_id = p.person_id
  where p.tenant_id = $1 and 'engineer' = any(s.roles)`;

type Span = readonly [number, number];

interface EngineerRecord extends Omit<Engineer, 'certificates' | 'duty' | 'absences' | 'booked'> {
  readonly certificates: readonly { readonly skill: string; readonly validUntil: string }[];
  readonly zone: string | null;
  readonly hours: readonly DutyHours[] | null;
  readonly away: readonly Span[] | null;
  readonly held: readonly Span[] | null;
  readonly absentUntil: Date | null;
}

/** The people among whom engineers of visits are chosen. */
@Injectable()
export class EngineerRepository {
  /** @param duty of those without a roster of their own */
  async list(em: EntityManager, tenantId: string, horizon: Interval, duty: Duty): Promise<Engineer[]> {
    const rows = await em.query<EngineerRecord[]>(engineers, [tenantId, new Date(horizon.from), new Date(horizon.to)]);
    return rows.map((row) => engineerOf(row, duty));
  }

  /** One search of a tenant at a time: two at once would both take the last free place of the same engineer. */
  async lockSearch(em: EntityManager, tenantId: string): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended('dispatch.visit-search:' || $1, 0))`, [tenantId]);
  }
}

const intervals = (spans: readonly Span[] | null): Interval[] => (spans ?? []).map(([from, to]) => ({ from, to }));

const engineerOf = ({ certificates, zone, hours, away, held, absentUntil, ...rest }: EngineerRecord, duty: Duty): Engineer => ({
  ...rest,
  certificates: certificates.map(({ skill, validUntil }) => ({ skill, validUntil: new Date(validUntil) })),
  duty: zone !== null && hours !== null ? { zone, hours } : duty,
  absences: [...intervals(away), ...(absentUntil === null ? [] : [{ from: 0, to: absentUntil.getTime() }])],
  booked: intervals(held),
});
