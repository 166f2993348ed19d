import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { connectionPage, readPage } from '@mendline/platform/graphql';
import type { PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pageOfPeople } from './people.repository.js';
import { PersonEntity } from './person.entity.js';
import type * as model from './person.model.js';
import { StaffCipher } from './staff.cipher.js';

/** Reads staff for staff: masked. */
@Injectable()
export class PersonReader {
  constructor(
    private readonly database: Database,
    private readonly cipher: StaffCipher,
  ) {}

  list({ tenant }: Principal, args: PageArgs): Promise<model.PersonConnection> {
    const page = readPage(args);
    return this.database.tx(tenant, async (em) => {
      const { edges, pageInfo } = connectionPage(await pageOfPeople(em, tenant, page), page, ({ id }) => ({ sort: id, id }));
      const shown = [];
      for (const { cursor, node } of edges) shown.push({ cursor, node: await this.view(em, node) });
      return { edges: shown, pageInfo };
    });
  }

  byId({ tenant: tenantId }: Principal, id: string): Promise<model.Person | null> {
    return this.database.tx(tenantId, async (em) => {
      const person = await em.findOne(PersonEntity, { where: { tenantId, id } });
      return person && this.view(em, person);
    });
  }

  private async view(em: EntityManager, person: PersonEntity): Promise<model.Person> {
    const { id, login, roles, department, region, managerId, deputyId, active, absentUntil, version } = person;
    return { id, login, roles, department, region, managerId, deputyId, active, absentUntil, version, ...(await this.cipher.masked(em, person)) };
  }
}
