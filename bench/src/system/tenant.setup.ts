import { readFile } from 'node:fs/promises';
import type { GraphqlCaller } from './graphql.caller.js';

interface Person {
  readonly tenant: string;
  readonly login: string;
  readonly personId: string | null;
  readonly roles: readonly string[];
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly department: string | null;
  readonly region: string | null;
  readonly managerLogin: string | null;
  readonly deputyLogin: string | null;
}

export const benchTenant = 'huaxin';

const peopleFile = new URL('../../../infra/local/people.json', import.meta.url);
const packFile = new URL('../../packs/bench.yaml', import.meta.url);

/** What a person can be asked to take at a time, at most. */
const greatestLoad = 200;

/** Who works in the measurements. */
export interface Staff {
  /** Logins by person id. */
  readonly loginOf: ReadonlyMap<string, string>;
  readonly regions: readonly string[];
  readonly engineers: readonly { readonly personId: string; readonly region: string }[];
}

interface Urls {
  readonly intake: string;
  readonly dispatch: string;
}

/** People, policy pack and profiles, through the services as an administrator would. */
export const setUpTenant = async (caller: GraphqlCaller, urls: Urls): Promise<Staff> => {
  const all = JSON.parse(await readFile(peopleFile, 'utf8')) as Person[];
  const staff = all.filter((person): person is Person & { personId: string } => person.tenant === benchTenant && person.personId !== null);
  const idOf = (login: string | null): string | null => staff.find((person) => person.login === login)?.personId ?? null;
  const people = staff.map(({ personId, login, roles, name, phone, email, department, region, managerLogin, deputyLogin }) => ({
    id: personId, login, roles, name, phone, email, department, region, managerId: idOf(managerLogin), deputyId: idOf(deputyLogin),
  }));
  await caller.command(urls.intake, 'admin1', 'importPeople', { key: 'bench-people', people });
  await caller.command(urls.intake, 'admin1', 'publishPolicyPack', { key: 'bench-pack', yaml: await readFile(packFile, 'utf8') });
  const specialists = people.filter(({ roles }) => roles.includes('specialist'));
  const regions = [...new Set(specialists.flatMap(({ region }) => region ?? []))];
  for (const { id, region } of specialists) {
    await caller.command(urls.dispatch, 'supervisor1', 'setProfile', {
      key: `bench-profile-${id}`, personId: id, region, neighbourRegions: regions.filter((other) => other !== region),
      skills: ['hardware', 'software', 'human-damage', 'none'], kinds: ['consultation', 'repair'], maxLoad: greatestLoad, active: true,
    });
  }
  const engineers = staff.flatMap(({ personId, roles, region }) => (roles.includes('engineer') && region !== null ? [{ personId, region }] : []));
  return { loginOf: new Map(staff.map(({ personId, login }) => [personId, login])), regions, engineers };
};
