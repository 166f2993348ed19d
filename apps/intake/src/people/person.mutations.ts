import type { Principal } from '@mendline/platform/auth';
import { CommandState, sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { PersonRecord } from './person.domain.js';
import type * as input from './person.input.js';
import type * as model from './person.model.js';
import { PersonReader } from './person.reader.js';
import { StaffService } from './staff.service.js';

/** What mutations of staff mean. */
@Injectable()
export class PersonMutations {
  constructor(
    private readonly staff: StaffService,
    private readonly reader: PersonReader,
  ) {}

  async importPeople(who: Principal, { key, people }: input.ImportPeopleInput): Promise<model.ImportPeoplePayload> {
    const changed = await this.staff.importPeople(who, key, people.map(recordOf));
    return { commandId: key, state: CommandState.DONE, userErrors: [], changed };
  }

  async setAbsence(who: Principal, { key, personId, until }: input.SetAbsenceInput): Promise<model.PersonPayload> {
    await this.staff.setAbsence(who, key, personId, until ?? null);
    return { commandId: key, state: CommandState.DONE, userErrors: [], person: await this.reader.byId(who, personId) };
  }
}

const recordOf = (person: input.PersonInput): PersonRecord => ({
  id: person.id,
  login: person.login.trim(),
  roles: person.roles,
  name: sanitizeText(person.name, { max: 120 }),
  phone: clean(person.phone, 40),
  email: clean(person.email, 254),
  department: clean(person.department, 80),
  region: clean(person.region, 12),
  managerId: person.managerId ?? null,
  deputyId: person.deputyId ?? null,
  active: person.active ?? true,
});

const clean = (text: string | null | undefined, max: number): string | null => (text ? sanitizeText(text, { max }) || null : null);
