import { describe, expect, it } from '@jest/globals';
import type { Principal } from '@mendline/platform/auth';
import { coversPerson, coversTicket } from './data-scope.js';

const caller = (change: Partial<Principal>): Principal => ({
  subject: 's', tenant: 'huaxin', roles: ['supervisor'], personId: 'sup', dataScope: 'region', expiresAt: new Date('2999-01-01'), ...change,
});
const all = caller({ dataScope: 'all' });
const east = caller({ region: 'east' });
const team = caller({ region: 'east', dataScope: 'team' });
const own = caller({ region: 'east', dataScope: 'own' });
const nowhere = caller({});
const { personId: _nobody, ...anonymous } = east;

const ticket = (region: string | null, ownerId: string | null = 'p1', engineerId: string | null = null) => ({ region, ownerId, engineerId });

describe('[A1-4] the data scope', () => {
  it.each([['all', all, [true, true, true]], ['region', east, [true, false, false]], ['team', team, [true, false, false]], ['region unknown', nowhere, [false, false, false]]] as const)(
    'of %s covers people and tickets of it, and no unknown region but for all', (_name, who, covered) => {
      const regions = ['east', 'west', null];
      expect(regions.map((region) => coversPerson(who, { personId: 'p1', region }))).toEqual(covered);
      expect(regions.map((region) => coversTicket(who, ticket(region)))).toEqual(covered);
    },
  );

  it('of the own covers oneself, the own tickets, and what waits in the own region', () => {
    expect(['sup', 'p1'].map((personId) => coversPerson(own, { personId, region: 'east' }))).toEqual([true, false]);
    const tickets = [ticket('west', 'sup'), ticket('west', 'p1', 'sup'), ticket('east', null), ticket('east', 'p1'), ticket('west', null)];
    expect(tickets.map((one) => coversTicket(own, one))).toEqual([true, true, true, false, false]);
  });

  it('of a region covers the own tickets elsewhere', () => {
    expect(coversTicket(east, ticket('west', 'sup'))).toBe(true);
    expect(coversTicket(anonymous, ticket('west', null))).toBe(false);
  });

  it('covers a ticket of which nothing is known for the whole tenant only', () => {
    expect([all, east, own].map((who) => coversTicket(who, null))).toEqual([true, false, false]);
  });
});
