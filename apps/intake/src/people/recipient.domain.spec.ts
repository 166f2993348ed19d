import { describe, expect, it } from '@jest/globals';
import type { Recipient } from '@mendline/contracts/policy-pack';
import { resolveRecipients } from './recipient.domain.js';
import type { Reachable } from './recipient.domain.js';

const now = new Date('2026-03-02T08:00:00Z');
const later = new Date('2026-03-03T08:00:00Z');
const earlier = new Date('2026-03-01T08:00:00Z');

const person = (id: string, given: Partial<Reachable> = {}): Reachable => ({
  id, roles: ['specialist'], region: '310000', department: null, managerId: null, deputyId: null, active: true, absentUntil: null, ...given,
});

const resolve = (rules: readonly Recipient[], people: readonly Reachable[], ownerId: string | null = 'owner'): readonly string[] =>
  resolveRecipients(rules, new Map(people.map((one) => [one.id, one])), { ownerId, customerId: 'c_1', region: '310000', visitEngineerId: 'eng', flow: { visit: { offer: { personId: 'asked' } } } }, now).map(({ id, via }) => `${id} via ${via}`);

describe('recipients are found when a rule fires', () => {
  it('the owner, and the customer', () => {
    expect(resolve(['owner', 'customer'], [person('owner')])).toEqual(['owner via owner', 'c_1 via customer']);
    expect(resolveRecipients(['customer'], new Map(), { ownerId: null, customerId: 'c_1', region: '', visitEngineerId: null, flow: {} }, now)).toEqual([{ id: 'c_1', kind: 'customer', via: 'customer' }]);
  });

  it('[A7-6] the engineer who comes, and the one who is asked to come', () => {
    expect(resolve(['visit-engineer', 'visit-offered'], [person('eng'), person('asked')])).toEqual(['eng via visit-engineer', 'asked via visit-offered']);
    expect(resolveRecipients(['visit-engineer', 'visit-offered'], new Map(), { ownerId: null, customerId: 'c_1', region: '', visitEngineerId: null, flow: {} }, now)).toEqual([]);
  });

  it('nobody for an owner there is not', () => {
    expect(resolve(['owner'], [person('p')], null)).toEqual([]);
    expect(resolve(['owner'], [person('p')], 'gone')).toEqual([]);
  });

  it('somebody absent gives way to the deputy', () => {
    expect(resolve(['owner'], [person('owner', { absentUntil: later, deputyId: 'deputy', managerId: 'boss' }), person('deputy'), person('boss')])).toEqual(['deputy via owner']);
  });

  it('somebody who is back is told themself', () => {
    expect(resolve(['owner'], [person('owner', { absentUntil: earlier, deputyId: 'deputy' }), person('deputy')])).toEqual(['owner via owner']);
    expect(resolve(['owner'], [person('owner', { absentUntil: now })])).toEqual(['owner via owner']);
  });

  it('then to the manager, the manager\'s deputy, and up the chain', () => {
    const away = { absentUntil: later };
    const owner = person('owner', { ...away, deputyId: 'deputy', managerId: 'm1' });
    expect(resolve(['owner'], [owner, person('deputy', away), person('m1')])).toEqual(['m1 via owner']);
    expect(resolve(['owner'], [owner, person('deputy', away), person('m1', { ...away, deputyId: 'd1', managerId: 'm2' }), person('d1'), person('m2')])).toEqual(['d1 via owner']);
    expect(resolve(['owner'], [owner, person('m1', { ...away, managerId: 'm2' }), person('m2')])).toEqual(['m2 via owner']);
  });

  it('nobody when the whole chain is away, and never in circles', () => {
    const away = { absentUntil: later };
    expect(resolve(['owner'], [person('owner', { ...away, managerId: 'm1' }), person('m1', { ...away, managerId: 'owner' })])).toEqual([]);
    expect(resolve(['owner'], [person('owner', { ...away, deputyId: 'd' }), person('d', { ...away, deputyId: 'owner' })])).toEqual([]);
  });

  it('somebody inactive counts as absent, and is no one of a role', () => {
    expect(resolve(['owner'], [person('owner', { active: false, deputyId: 'deputy' }), person('deputy')])).toEqual(['deputy via owner']);
    expect(resolve(['role:manager'], [person('m1', { roles: ['manager'], active: false }), person('m2', { roles: ['manager'] })])).toEqual(['m2 via role:manager']);
  });

  it('the owner\'s manager; without one the supervisors of the region', () => {
    const supervisors = [person('s1', { roles: ['supervisor'] }), person('s2', { roles: ['supervisor'], region: '110000' })];
    expect(resolve(['owner-manager'], [person('owner', { managerId: 'm1' }), person('m1'), ...supervisors])).toEqual(['m1 via owner-manager']);
    expect(resolve(['owner-manager'], [person('owner'), ...supervisors])).toEqual(['s1 via owner-manager']);
    expect(resolve(['owner-manager'], supervisors, null)).toEqual(['s1 via owner-manager']);
  });

  it('a role means its people of the region, else all of them', () => {
    const near = person('near', { roles: ['csr-leader', 'csr'] });
    const far = person('far', { roles: ['csr-leader'], region: '110000' });
    expect(resolve(['role:csr-leader'], [near, far])).toEqual(['near via role:csr-leader']);
    expect(resolve(['role:csr-leader'], [far, person('nowhere', { roles: ['csr-leader'], region: null })])).toEqual(['far via role:csr-leader', 'nowhere via role:csr-leader']);
    expect(resolve(['role:manager'], [near, far])).toEqual([]);
  });

  it('a named person', () => {
    expect(resolve(['person:p_7'], [person('p_7')])).toEqual(['p_7 via person:p_7']);
    expect(resolve(['person:p_8'], [person('p_7')])).toEqual([]);
  });

  it('nobody twice, whichever rules or stand-ins lead there', () => {
    const boss = person('boss', { roles: ['manager', 'supervisor'] });
    expect(resolve(['owner', 'owner-manager', 'role:manager'], [person('owner', { managerId: 'boss', absentUntil: later }), boss])).toEqual(['boss via owner']);
    const team = [person('a', { roles: ['supervisor'], absentUntil: later, deputyId: 'b' }), person('b', { roles: ['supervisor'] })];
    expect(resolve(['role:supervisor'], team)).toEqual(['b via role:supervisor']);
  });

  it('[A1-4] so many up the owner\'s manager chain; where it is shorter, its last', () => {
    const team = [person('owner', { managerId: 'lead' }), person('lead', { managerId: 'head' }), person('head')];
    expect(resolve(['owner-manager'], team)).toEqual(['lead via owner-manager']);
    expect(resolve(['owner-manager-2'], team)).toEqual(['head via owner-manager-2']);
    expect(resolve(['owner-manager-3'], team)).toEqual(['head via owner-manager-3']);
    expect(resolve(['owner-manager-2'], [person('owner', { managerId: 'lead' }), person('lead', { absentUntil: later, deputyId: 'other' }), person('other')])).toEqual(['other via owner-manager-2']);
  });

  it('a role of a department', () => {
    const team = [person('a', { roles: ['manager'], department: 'sales' }), person('b', { roles: ['manager'], department: 'tech-support' })];
    expect(resolve(['role:manager@tech-support'], team)).toEqual(['b via role:manager@tech-support']);
    expect(resolve(['role:manager@finance'], team)).toEqual([]);
  });

  it('[A1-7] who is on call by a roster; an absent one gives way to the deputy', () => {
    const team = new Map([person('a', { absentUntil: later, deputyId: 'c' }), person('b'), person('c')].map((one) => [one.id, one]));
    const context = { ownerId: null, customerId: 'c_1', region: '310000', visitEngineerId: null, flow: {} };
    const duties = [{ roster: 'night', personId: 'a' }, { roster: 'day', personId: 'b' }];
    expect(resolveRecipients(['on-call:night'], team, context, now, duties).map(({ id }) => id)).toEqual(['c']);
    expect(resolveRecipients(['on-call:day', 'on-call:night'], team, context, now, duties).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(resolveRecipients(['on-call:weekend'], team, context, now, duties)).toEqual([]);
  });
});
