import type { Duty } from '../checker/index.js';
import type { GraphqlClient } from '../client/index.js';
import type { DemoStaff, Team } from './people.js';
import { mutate } from './setup.mutation.js';

/** The roster that the packs of the demonstration name. */
const roster = 'service';
const dayMs = 86_400_000;

/** Who is on call in the demonstration: the same person in every run, so that who sets up again changes nothing. */
export const onCallOf = (team: Team): DemoStaff => team.one('specialist');

/** Puts somebody on call around the clock; answers the duty as the checker needs it. */
export const setOnCall = async (graphql: GraphqlClient, team: Team, key: string): Promise<readonly Duty[]> => {
  const { personId } = onCallOf(team);
  const [from, to] = [Date.now() - dayMs, Date.now() + 2 * dayMs];
  const duties = [{ personId, startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() }];
  await mutate(graphql, team.one('supervisor'), 'setOnCall', { key: `${key}-on-call`, roster, duties });
  return [{ roster, personId, from, to }];
};
