import { invalid, notFound } from '@mendline/contracts';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayOwn } from './role-groups.js';
import { PersonEntity } from './person.entity.js';

/** Look-ups of staff for commands that name somebody. */
@Injectable()
export class PersonDirectory {
  constructor(private readonly database: Database) {}

  /** Throws DomainError `person.unknown` unless each of them is staff of the tenant. */
  async requireKnown(em: EntityManager, tenantId: string, personIds: readonly string[]): Promise<void> {
    for (const id of personIds) {
      if (!(await em.exists(PersonEntity, { where: { tenantId, id } }))) throw notFound('person.unknown');
    }
  }

  /** The department that somebody works in; null where none is on record. */
  async departmentOf(tenantId: string, personId: string): Promise<string | null> {
    const person = await this.database.tx(tenantId, (em) => em.findOne(PersonEntity, { where: { tenantId, id: personId }, select: { tenantId: true, id: true, department: true } }));
    return person?.department ?? null;
  }

  /** Throws DomainError `person.cannot-own` for somebody who is not active staff of the tenant that may own tickets. */
  async requireOwner(em: EntityManager, tenantId: string, personId: string): Promise<void> {
    const person = await em.findOne(PersonEntity, { where: { tenantId, id: personId } });
    if (!person?.active || !mayOwn(person.roles)) throw invalid('person.cannot-own');
  }
}
