import type { EntityManager } from 'typeorm';
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
