import { readFile } from 'node:fs/promises';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { parse } from 'yaml';
import type { TenantRules } from '../checker/index.js';
import type { GraphqlClient } from '../client/index.js';
import { setOnCall } from './on-call.setup.js';
import type { Team } from './people.js';
import { setUpRepairs } from './repair.setup.js';
import { mutate } from './setup.mutation.js';

/** Which pack a tenant gets. */
const packFiles: Readonly<Record<string, string>> = { huaxin: 'demo.yaml', borealis: 'borealis.yaml' };

/** What a specialist can handle; the two halves of a team know different faults. */
const faultsOf = (n: number): string[] => (n % 2 === 0 ? ['hardware', 'human-damage', 'none'] : ['software', 'hardware', 'none']);

const importPeople = (graphql: GraphqlClient, team: Team, key: string): Promise<void> =>
  mutate(graphql, team.one('administrator'), 'importPeople', {
    key: `${key}-people`,
    people: team.staff.map(({ personId, login, roles, name, phone, email, department, region, managerLogin, deputyLogin }) => ({
      id: personId, login, roles, name, phone, email, department, region, managerId: team.idOf(managerLogin), deputyId: team.idOf(deputyLogin),
    })),
  });

const setProfiles = (graphql: GraphqlClient, team: Team, key: string): Promise<unknown> =>
  Promise.all(
    team.withRole('specialist').map(({ personId, region }, n) =>
      mutate(graphql, team.one('supervisor'), 'setProfile', {
        key: `${key}-profile-${n}`, personId, region: region ?? team.regions[0] ?? '', neighbourRegions: team.regions.filter((other) => other !== region), skills: faultsOf(n),
        kinds: ['consultation', 'repair'], maxLoad: 60, active: true,
      }),
    ),
  );

/** Complaints are owned by supervisors; who hears one needs no technical skill [A3-5, A7-4]. */
const setComplaintProfiles = (graphql: GraphqlClient, team: Team, key: string): Promise<unknown> =>
  Promise.all(
    team.withRole('supervisor').map(({ personId }, n) =>
      mutate(graphql, team.one('supervisor'), 'setProfile', {
        key: `${key}-supervisor-${n}`, personId, region: team.regions[n % team.regions.length] ?? '', neighbourRegions: team.regions.filter((_, place) => place !== n % team.regions.length), skills: [],
        kinds: ['complaint-service', 'complaint-quality'], maxLoad: 60, active: true,
      }),
    ),
  );

/** The text and the content of a tenant's pack. Throws with its problems. */
export const packOf = async (tenant: string): Promise<{ readonly yaml: string; readonly pack: PolicyPack }> => {
  const yaml = await readFile(new URL(`../../../data/packs/${packFiles[tenant] ?? 'demo.yaml'}`, import.meta.url), 'utf8');
  const { pack, problems } = readPack(parse(yaml));
  if (!pack) throw new Error(`pack of ${tenant}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  return { yaml, pack };
};

/** Seeds a tenant as its administrator would: people, policy pack, profiles, rosters, who is on call, parts. The same content again changes nothing. */
export const setUpTenant = async (graphql: GraphqlClient, team: Team, runId: string): Promise<TenantRules> => {
  const { yaml, pack } = await packOf(team.tenant);
  const key = `setup-${runId}-${team.tenant}`;
  await importPeople(graphql, team, key);
  await mutate(graphql, team.one('administrator'), 'publishPolicyPack', { key: `${key}-pack`, yaml });
  const [duties] = await Promise.all([setOnCall(graphql, team, key), setProfiles(graphql, team, key), setComplaintProfiles(graphql, team, key), setUpRepairs(graphql, team, pack.zone, key)]);
  return { pack, staff: team.members, duties };
};
