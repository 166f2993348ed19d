import type { GraphqlClient } from '../client/index.js';
import type { Team } from './people.js';
import { mutate } from './setup.mutation.js';

/** Parts of the made-up fleet; the core ones are those of the demonstration's packs. */
export const demoParts = [
  { partNumber: 'MB-200', serialised: true },
  { partNumber: 'CMP-100', serialised: true },
  { partNumber: 'FAN-12', serialised: false },
  { partNumber: 'FUSE-3A', serialised: false },
] as const;

const pieces = 5_000;

/** A demonstration runs at any hour of the day: somebody is always on duty. */
const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));

/** What an engineer can repair: one of each region knows what people break, all know the rest. */
const skillsOf = (n: number, regions: number): string[] => (n < regions ? ['hardware', 'software', 'human-damage'] : ['hardware', 'software']);

const setEngineers = (graphql: GraphqlClient, team: Team, zone: string, key: string): Promise<unknown>[] =>
  team.withRole('engineer').map(async ({ personId, region }, n) => {
    const home = region ?? team.regions[0] ?? '';
    await mutate(graphql, team.one('supervisor'), 'setProfile', {
      key: `${key}-engineer-${n}`, personId, region: home, neighbourRegions: team.regions.filter((other) => other !== home), skills: skillsOf(n, team.regions.length),
      kinds: ['repair'], maxLoad: 40, dailyCapacity: 50, active: true,
    });
    await mutate(graphql, team.one('supervisor'), 'setRoster', { key: `${key}-roster-${n}`, personId, zone, hours: roundTheClock });
  });

/** A stock is given once, whoever sets up again: its keys name no run. */
const stock = async (graphql: GraphqlClient, team: Team, key: string): Promise<void> => {
  const keeper = team.one('supervisor');
  await Promise.all(demoParts.map((part) => mutate(graphql, keeper, 'setPart', { key: `${key}-part-${part.partNumber}`, ...part })));
  const lots = team.regions.flatMap((region) => demoParts.map(({ partNumber }) => ({ region, partNumber, quantity: pieces })));
  await Promise.all(lots.map((lot) => mutate(graphql, keeper, 'receiveParts', { key: `stock-${lot.region}-${lot.partNumber}`, ...lot }, 'StockInput')));
};

/** What repairs need: engineers with skills, home regions and duty hours, the tenant's dispatch rules, parts and their stock. */
export const setUpRepairs = async (graphql: GraphqlClient, team: Team, zone: string, key: string): Promise<void> => {
  const rules = { key: `${key}-rules`, zone, hours: roundTheClock, horizonHours: [24, 48, 72, 120], furthestHops: 2, certifiedSkills: [] };
  await Promise.all([mutate(graphql, team.one('supervisor'), 'setDispatchRules', rules), ...setEngineers(graphql, team, zone, key), stock(graphql, team, key)]);
};

/** The codes of the list around a repair, as an engineer is shown it. */
export const readChecklist = async (graphql: GraphqlClient, [team]: readonly Team[]): Promise<readonly string[]> => {
  if (!team) return [];
  const { visitChecklist } = await graphql.request<{ visitChecklist: { code: string }[] }>(team.one('engineer'), '{ visitChecklist { code } }');
  return visitChecklist.map(({ code }) => code);
};
