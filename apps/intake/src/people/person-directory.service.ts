import { invalid, notFound } from '@mendline/contracts';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { mayOwn } from './role-groups.js';
import { PersonEntity } from './person.entity.js';

/** Look-ups of staff for commands that name somebody. */
@Injectable()
export class PersonDirectory {
  constructor(private readonly database: Database) {}

  /** Throws DomainError `person.unknown`. */
  async requireKnown(tenantId: string, personId: string): Promise<void> {
    const known = await this.database.tx(tenantId, (em) => em.exists(PersonEntity, { where: { tenantId, id: personId } }));
    if (!known) throw notFound('person.unknown');
  }

  /** The department that somebody works in; null where none is on record. */
  async departmentOf(tenantId: string, personId: string): Promise<string | null> {
    const person = await this.database.tx(tenantId, (em) => em.findOne(PersonEntity, { where: { tenantId, id: personId }, select: { tenantId: true, id: true, department: true } }));
    return person?.department ?? null;
  }

  /** Throws DomainError `person.cannot-own` for somebody who is not active staff of the tenant that may own tickets. */
  async requireOwner(tenantId: string, personId: string): Promise<void> {
    const person = await this.database.tx(tenantId, (em) => em.findOne(PersonEntity, { where: { tenantId, id: personId } }));
    if (!person?.active || !mayOwn(person.roles)) throw invalid('person.cannot-own');
  }
}
