import { describe, expect, it } from '@jest/globals';
import { onCallOf } from './on-call.setup.js';
import { readTeams } from './people.js';
import { kindOf } from './plan.js';

describe('the people of the demonstration', () => {
  it('are engineers in six regions, two in each, and beside them specialists, one of whom is on call', async () => {
    const teams = await readTeams();
    const regions = teams.flatMap((team) => team.withRole('engineer').map(({ region }) => region));
    expect(new Set(regions).size).toBe(6);
    for (const region of new Set(regions)) expect(regions.filter((other) => other === region)).toHaveLength(2);
    for (const team of teams) expect(team.regions).toContain(onCallOf(team).region);
  });

  it('are asked for a repair or with a complaint by more than a third of all', () => {
    const kinds = Array.from({ length: 100 }, (_, n) => kindOf(n));
    expect(kinds.filter((kind) => kind === 'repair').length).toBeGreaterThanOrEqual(33);
    expect(kinds.filter((kind) => kind !== 'consultation').length).toBeGreaterThanOrEqual(40);
  });
});
