import { describe, expect, it } from '@jest/globals';
import type { Principal } from '@mendline/platform/auth';
import { ticketScopeOf } from './ticket-scope.js';

const caller = (changes: Partial<Principal>): Principal => ({
  subject: 'huaxin.qm', tenant: 'huaxin', roles: ['quality-manager'], dataScope: 'all', expiresAt: new Date('2030-01-01T00:00:00Z'), ...changes,
});
const refused = expect.objectContaining({ code: 'region.not-allowed' });

describe('the data scope of a caller', () => {
  it('is everything, or the region asked for, under the scope all', () => {
    expect(ticketScopeOf(caller({}))).toEqual({ region: null, ownerId: null });
    expect(ticketScopeOf(caller({}), '310000')).toEqual({ region: '310000', ownerId: null });
  });

  it.each(['region', 'team'] as const)('is the own region under the scope %s, and no other may be asked for', (dataScope) => {
    const regional = caller({ dataScope, region: '310000' });
    expect(ticketScopeOf(regional)).toEqual({ region: '310000', ownerId: null });
    expect(ticketScopeOf(regional, '310000')).toEqual({ region: '310000', ownerId: null });
    expect(() => ticketScopeOf(regional, '440000')).toThrow(refused);
  });

  it('is the own tickets under the scope own', () => {
    expect(ticketScopeOf(caller({ dataScope: 'own', personId: 'p1' }), '310000')).toEqual({ region: '310000', ownerId: 'p1' });
  });

  it('is the own tickets where a regional caller has no region, and nothing for nobody', () => {
    expect(ticketScopeOf(caller({ dataScope: 'region', personId: 'p1' }))).toEqual({ region: null, ownerId: 'p1' });
    expect(() => ticketScopeOf(caller({ dataScope: 'own' }))).toThrow(refused);
  });
});
