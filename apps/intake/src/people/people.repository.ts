import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { LessThanOrEqual, MoreThan } from 'typeorm';
import { PersonEntity } from './person.entity.js';
import type { OnCall, Reachable } from './recipient.domain.js';
import { OnCallDutyEntity } from './roster.entity.js';

/** Everybody of a tenant, as far as reaching them needs it. */
export const reachableStaff = async (em: EntityManager, tenantId: string): Promise<ReadonlyMap<string, Reachable>> => {
  const people = await em.find(PersonEntity, {
    where: { tenantId },
    select: { tenantId: true, id: true, roles: true, region: true, department: true, managerId: true, deputyId: true, active: true, absentUntil: true },
  });
  return new Map(people.map((person) => [person.id, person]));
};

/** Whose turn of duty it is at an instant, by roster. */
export const onCallAt = (em: EntityManager, tenantId: string, now: Date): Promise<OnCall[]> =>
  em.find(OnCallDutyEntity, { where: { tenantId, startsAt: LessThanOrEqual(now), endsAt: MoreThan(now) }, order: { roster: 'ASC', personId: 'ASC' } });

/** People of a tenant are changed one import after the other: a check of managers holds until the transaction ends. */
export const lockPeople = async (em: EntityManager, tenantId: string): Promise<void> => {
  await em.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`people:${tenantId}`]);
};

/** Everybody of a tenant, by id. */
export const allPeople = async (em: EntityManager, tenantId: string): Promise<ReadonlyMap<string, PersonEntity>> => {
  const people = await em.find(PersonEntity, { where: { tenantId } });
  return new Map(people.map((person) => [person.id, person]));
};

/** Rows of one page and one more, by id. */
export const pageOfPeople = (em: EntityManager, tenantId: string, { limit, after }: PageRequest): Promise<PersonEntity[]> =>
  em.find(PersonEntity, { where: { tenantId, ...(after && { id: MoreThan(after.id) }) }, order: { id: 'ASC' }, take: limit + 1 });
