import { readFile } from 'node:fs/promises';
import type { StaffMember } from '../checker/index.js';
import type { Login } from '../client/index.js';

/** A made-up person as infra/local/people.json lists them. */
export interface DemoPerson extends Login {
  readonly personId: string | null;
  readonly customerId: string | null;
  readonly roles: readonly string[];
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly department: string | null;
  readonly region: string | null;
  readonly managerLogin: string | null;
  readonly deputyLogin: string | null;
}

/** A member of staff: someone with a person id. */
export type DemoStaff = DemoPerson & { readonly personId: string };

const file = new URL('../../../infra/local/people.json', import.meta.url);

/** The people of one tenant, found by what they are. */
export class Team {
  readonly staff: readonly DemoStaff[];
  readonly customers: readonly DemoPerson[];

  constructor(
    readonly tenant: string,
    people: readonly DemoPerson[],
  ) {
    this.staff = people.filter((person): person is DemoStaff => person.personId !== null);
    this.customers = people.filter(({ customerId }) => customerId !== null);
  }

  /** Everybody with a role, at least one. */
  withRole(role: string): readonly DemoStaff[] {
    const found = this.staff.filter(({ roles }) => roles.includes(role));
    if (found.length === 0) throw new Error(`nobody of ${this.tenant} is ${role}`);
    return found;
  }

  one(role: string): DemoStaff {
    return this.withRole(role)[0] as DemoStaff;
  }

  byId(personId: string | null): DemoStaff | undefined {
    return this.staff.find((person) => person.personId === personId);
  }

  idOf(login: string | null): string | null {
    return this.staff.find((person) => person.login === login)?.personId ?? null;
  }

  get regions(): readonly string[] {
    return [...new Set(this.withRole('specialist').flatMap(({ region }) => region ?? []))];
  }

  /** The staff as the checker's own rules for recipients need them. */
  get members(): readonly StaffMember[] {
    return this.staff.map((person) => ({ id: person.personId, roles: person.roles, region: person.region, managerId: this.idOf(person.managerLogin) }));
  }
}

/** The teams of the demonstration's tenants. */
export const readTeams = async (): Promise<readonly Team[]> => {
  const people = JSON.parse(await readFile(file, 'utf8')) as DemoPerson[];
  return [...new Set(people.map(({ tenant }) => tenant))].map((tenant) => new Team(tenant, people.filter((person) => person.tenant === tenant)));
};
