import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { MoreThan } from 'typeorm';
import { PersonEntity } from './person.entity.js';
import type { Reachable } from './recipient.domain.js';

/** Everybody of a tenant, as far as reaching them needs it. */
export const reachableStaff = async (em: EntityManager, tenantId: string): Promise<ReadonlyMap<string, Reachable>> => {
  const people = await em.find(PersonEntity, {
    where: { tenantId },
    select: { tenantId: true, id: true, roles: true, region: true, managerId: true, deputyId: true, active: true, absentUntil: true },
  });
  return new Map(people.map((person) => [person.id, person]));
};

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
