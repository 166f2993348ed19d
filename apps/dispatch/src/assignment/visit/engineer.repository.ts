import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Duty, DutyHours, Interval } from '../../roster/duty.domain.js';
import type { Engineer } from './engineer-ranking.domain.js';

/** Everybody with the role who may know the matter. What there is of each is read apart: one statement for all has a plan that falls apart on new tables. */
const people = `
  select p.person_id as "personId", p.active and s.active as active, s.roles, p.region, p.works_for as "worksFor",
         p.neighbour_regions as "neighbourRegions", p.skills, p.certificates, p.kinds, p.daily_capacity as "dailyCapacity", p.max_load as "maxLoad",
         p.last_offered_at as "lastOfferedAt", s.absent_until as "absentUntil", r.zone, r.hours::text as hours
  from profiles p
  join staff s using (tenant_id, person_id)
  left join rosters r using (tenant_id, person_id)
  where p.tenant_id = $1 and p.active and s.active and 'engineer' = any(s.roles) and $2 = any(p.kinds) and ($3 = 'none' or $3 = any(p.skills))`;

const loads = `
  select engineer_id as "personId", count(*)::int as n from ticket_copies where tenant_id = $1 and not closed and engineer_id is not null group by 1
  union all
  select person_id, count(*)::int from offers where tenant_id = $1 and state = 'open' and visit_id is not null group by 1`;

const milliseconds = (instant: string): string => `(extract(epoch from ${instant}) * 1000)::float8`;

const absences = `
  select person_id as "personId", ${milliseconds('from_at')} as "from", ${milliseconds('to_at')} as "to"
  from absences where tenant_id = $1 and cancelled_at is null and to_at > $2 and from_at < $3`;

/** Of those who have so many visits that a day may be full. A visit that was released after its window had begun was made, and has used up its place in the day. */
const bookings = `
  select "personId", "from", "to" from (
    select engineer_id as "personId", ${milliseconds('begins_at')} as "from", ${milliseconds('ends_at')} as "to", count(*) over (partition by engineer_id) as n
    from visit_bookings where tenant_id = $1 and (released_at is null or released_at > begins_at) and ends_at > $2 and begins_at < $3) held
  where n >= $4`;

interface PersonRecord extends Omit<Engineer, 'certificates' | 'duty' | 'absences' | 'booked' | 'load'> {
  readonly certificates: readonly { readonly skill: string; readonly validUntil: string }[];
  readonly zone: string | null;
  readonly hours: string | null;
  readonly absentUntil: Date | null;
}

/** What the engineers have to know. */
export interface Matter {
  readonly tenantId: string;
  readonly kind: string;
  readonly faultClass: string;
}

/** Of a day, whoever it is. */
const mostVisits = 50;

const dayMs = 86_400_000;

/** The horizon with the whole of the days in which it begins and ends: a day is full by its morning too. */
const wholeDays = ({ from, to }: Interval): Interval => ({ from: from - dayMs, to: to + dayMs });

const datesOf = ({ from, to }: Interval): [from: Date, to: Date] => [new Date(from), new Date(to)];

type SpanRecord = Interval & { readonly personId: string };

/** The people among whom engineers of visits are chosen. */
@Injectable()
export class EngineerRepository {
  /** @param duty of those without a roster of their own */
  async list(em: EntityManager, { tenantId, kind, faultClass }: Matter, horizon: Interval, duty: Duty): Promise<Engineer[]> {
    const records = await em.query<PersonRecord[]>(people, [tenantId, kind, faultClass]);
    const load = sums(await em.query<{ personId: string; n: number }[]>(loads, [tenantId]));
    const away = spans(await em.query<SpanRecord[]>(absences, [tenantId, ...datesOf(horizon)]));
    const leastCapacity = records.reduce((least, { dailyCapacity }) => Math.min(least, dailyCapacity), mostVisits);
    const booked = spans(await em.query<SpanRecord[]>(bookings, [tenantId, ...datesOf(wholeDays(horizon)), leastCapacity]));
    const dutyOf = rosterReader(duty);
    return records.map(({ certificates, zone, hours, absentUntil, ...rest }) => ({
      ...rest,
      certificates: certificates.map(({ skill, validUntil }) => ({ skill, validUntil: new Date(validUntil) })),
      duty: dutyOf(zone, hours),
      absences: [...(away.get(rest.personId) ?? []), ...(absentUntil === null ? [] : [{ from: 0, to: absentUntil.getTime() }])],
      booked: booked.get(rest.personId) ?? [],
      load: load.get(rest.personId) ?? 0,
    }));
  }

  /** One search of a tenant at a time: two at once would both take the last free place of the same engineer. */
  async lockSearch(em: EntityManager, tenantId: string): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended('dispatch.visit-search:' || $1, 0))`, [tenantId]);
  }
}

const sums = (rows: readonly { readonly personId: string; readonly n: number }[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { personId, n } of rows) found.set(personId, (found.get(personId) ?? 0) + n);
  return found;
};

const spans = (rows: readonly SpanRecord[]): ReadonlyMap<string, readonly Interval[]> => {
  const found = new Map<string, Interval[]>();
  for (const { personId, from, to } of rows) {
    const own = found.get(personId);
    if (own) own.push({ from, to });
    else found.set(personId, [{ from, to }]);
  }
  return found;
};

/** The same hours are one object, whoever has them: the ranking looks at each once. */
const rosterReader = (usual: Duty): ((zone: string | null, hours: string | null) => Duty) => {
  const known = new Map<string, Duty>();
  return (zone, hours) => {
    if (zone === null || hours === null) return usual;
    const key = `${zone} ${hours}`;
    const duty = known.get(key) ?? { zone, hours: JSON.parse(hours) as DutyHours[] };
    known.set(key, duty);
    return duty;
  };
};
