import { readFile } from 'node:fs/promises';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { parse } from 'yaml';
import type { GraphqlClient, Login } from '../client/index.js';
import type { Team } from './people.js';

/** Which pack a tenant gets. */
const packFiles: Readonly<Record<string, string>> = { huaxin: 'demo.yaml', borealis: 'borealis.yaml' };

/** What a specialist can handle; the two halves of a team know different faults. */
const faultsOf = (n: number): string[] => (n % 2 === 0 ? ['hardware', 'human-damage', 'none'] : ['software', 'hardware', 'none']);

interface Settled {
  readonly state: string;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

const mutate = async (graphql: GraphqlClient, who: Login, name: string, input: object): Promise<void> => {
  const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { state userErrors { code message } } }`;
  const settled = (await graphql.request<Record<string, Settled>>(who, query, { input }))[name];
  if (settled?.state !== 'DONE') throw new Error(`${name} for ${who.tenant}: ${settled?.userErrors[0]?.message ?? settled?.state ?? 'no answer'}`);
};

const importPeople = (graphql: GraphqlClient, team: Team, key: string): Promise<void> =>
  mutate(graphql, team.one('administrator'), 'importPeople', {
    key: `${key}-people`,
    people: team.staff.map(({ personId, login, roles, name, phone, email, department, region, managerLogin, deputyLogin }) => ({
      id: personId, login, roles, name, phone, email, department, region, managerId: team.idOf(managerLogin), deputyId: team.idOf(deputyLogin),
    })),
  });

const setProfiles = async (graphql: GraphqlClient, team: Team, key: string): Promise<void> => {
  for (const [n, { personId, region }] of team.withRole('specialist').entries()) {
    const neighbourRegions = team.regions.filter((other) => other !== region);
    await mutate(graphql, team.one('supervisor'), 'setProfile', {
      key: `${key}-profile-${n}`, personId, region: region ?? team.regions[0] ?? '', neighbourRegions, skills: faultsOf(n), kinds: ['consultation'], maxLoad: 60, active: true,
    });
  }
};

/** The text and the content of a tenant's pack. Throws with its problems. */
export const packOf = async (tenant: string): Promise<{ readonly yaml: string; readonly pack: PolicyPack }> => {
  const yaml = await readFile(new URL(`../../../data/packs/${packFiles[tenant] ?? 'demo.yaml'}`, import.meta.url), 'utf8');
  const { pack, problems } = readPack(parse(yaml));
  if (!pack) throw new Error(`pack of ${tenant}: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  return { yaml, pack };
};

/** Seeds a tenant as its administrator would: people, policy pack, profiles. The same content again changes nothing. */
export const setUpTenant = async (graphql: GraphqlClient, team: Team, runId: string): Promise<PolicyPack> => {
  const { yaml, pack } = await packOf(team.tenant);
  const key = `setup-${runId}-${team.tenant}`;
  await importPeople(graphql, team, key);
  await mutate(graphql, team.one('administrator'), 'publishPolicyPack', { key: `${key}-pack`, yaml });
  await setProfiles(graphql, team, key);
  return pack;
};
