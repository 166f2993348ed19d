import { describe, expect, it } from '@jest/globals';
import type { Actor, CommandName, CommandRule, Role, TicketState } from '@mendline/contracts/ticket';
import { roles, ruleFor } from '@mendline/contracts/ticket';
import { people, staff } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, commandNames, readyFor, situations, tableHas, withPlanChangedOnSite, withVisitOffer } from '../../../test/support/fitting.js';
import { decide, isRefusal } from './index.js';

const refusalOf = (state: TicketState, name: CommandName, actor: Actor): string | null => {
  const decision = decide(state, { ...aFitting(name, state), actor });
  return isRefusal(decision) ? decision.refusal : null;
};

const cases = situations.flatMap(([label, plain]) =>
  commandNames
    .filter((name) => tableHas(plain.status, name, plain))
    .map((name): [label: string, CommandName, TicketState, CommandRule] => {
      const state = readyFor(plain, name);
      const rule = ruleFor(state.status, name, state.settings.route);
      if (!rule) throw new Error(`no rule for ${label} × ${name}`);
      return [label, name, state, rule];
    }),
);

/** Somebody with a role who has nothing to do with the ticket. */
const outsider = (role: Role): Actor => (role === 'customer' ? people.stranger : staff('p_nobody', role));

describe('who may give a command', () => {
  it.each(cases)('%s × %s: a role outside the rule is refused', (_status, name, state, rule) => {
    for (const role of roles.filter((one) => !rule.by.includes(one))) {
      expect({ role, refusal: refusalOf(state, name, outsider(role)) }).toEqual({ role, refusal: 'ticket.actor-not-allowed' });
    }
  });

  it.each(cases.filter(([, , , rule]) => rule.relation))('%s × %s: without the relation only overriding roles may', (_status, name, state, rule) => {
    for (const role of rule.by) {
      const refused = refusalOf(state, name, outsider(role)) === 'ticket.actor-not-allowed';
      expect({ role, refused }).toEqual({ role, refused: !rule.override?.includes(role) });
    }
  });

  it.each(cases.filter(([, , , rule]) => !rule.relation))('%s × %s: every role of the rule may', (_status, name, state, rule) => {
    for (const role of rule.by) expect({ role, refusal: refusalOf(state, name, outsider(role)) }).toEqual({ role, refusal: null });
  });

  it('[A7-8] lets only the offered person answer an offer', () => {
    const state = readyFor(aTicketIn('reviewed'), 'accept-offer');
    expect(refusalOf(state, 'accept-offer', people.ming)).toBeNull();
    expect(refusalOf(state, 'accept-offer', people.hua)).toBe('ticket.actor-not-allowed');
    expect(refusalOf(state, 'accept-offer', people.supervisor)).toBe('ticket.actor-not-allowed');
  });

  it('[A7-8] lets only the asked engineer answer for a visit', () => {
    const state = withVisitOffer(aTicketIn('consented'));
    expect(refusalOf(state, 'accept-visit', people.lei)).toBeNull();
    expect(refusalOf(state, 'accept-visit', people.wu)).toBe('ticket.actor-not-allowed');
    expect(refusalOf(state, 'decline-visit', people.supervisor)).toBe('ticket.actor-not-allowed');
  });

  it.each(['agree-window', 'depart', 'arrive', 'hold'] as const)('lets the engineer of the visit %s, and not the one before', (name) => {
    const state = aTicketIn('scheduled');
    const visit = state.flow.visit && { ...state.flow.visit, engineerId: 'p_wu' };
    expect(refusalOf(state, name, people.lei)).toBeNull();
    expect(refusalOf({ ...state, flow: { ...state.flow, visit } }, name, people.lei)).toBe('ticket.actor-not-allowed');
  });

  it('keeps the engineer of the visit through a hand-over of the ticket; the owner before may no more', () => {
    const handed: TicketState = { ...withPlanChangedOnSite(aTicketIn('tried', { kind: 'repair' })), ownerId: 'p_hua', epoch: 2 };
    expect(refusalOf(handed, 'plan', people.lei)).toBeNull();
    expect(refusalOf(handed, 'finish-visit', people.lei)).toBeNull();
    expect(refusalOf(handed, 'plan', people.hua)).toBeNull();
    expect(refusalOf(handed, 'plan', people.ming)).toBe('ticket.actor-not-allowed');
  });

  it('ends the engineer’s right with the visit', () => {
    const state = withPlanChangedOnSite(aTicketIn('tried', { kind: 'repair' }));
    expect(refusalOf({ ...state, flow: { ...state.flow, visit: null } }, 'plan', people.lei)).toBe('ticket.actor-not-allowed');
  });

  it('[A8-3] lets only a supervisor approve, and [A8-4] only the customer, or somebody on behalf, agree', () => {
    expect(refusalOf(aTicketIn('planned'), 'approve-plan', people.ming)).toBe('ticket.actor-not-allowed');
    expect(refusalOf(aTicketIn('approved'), 'consent', people.stranger)).toBe('ticket.actor-not-allowed');
    expect(refusalOf(aTicketIn('approved'), 'consent', people.wu)).toBe('ticket.actor-not-allowed');
    for (const actor of [people.customer, people.ming, people.csr]) expect(refusalOf(aTicketIn('approved'), 'consent', actor)).toBeNull();
  });

  it('lets a customer act on the own ticket only', () => {
    const state = aTicketIn('result-told');
    expect(refusalOf(state, 'confirm', people.customer)).toBeNull();
    expect(refusalOf(state, 'confirm', people.stranger)).toBe('ticket.actor-not-allowed');
  });

  it('does not take nobody for the owner of a ticket without owner', () => {
    const state = aTicketIn('registered');
    expect(refusalOf(state, 'hold', { kind: 'staff', personId: null, customerId: null, roles: ['specialist'] })).toBe('ticket.actor-not-allowed');
  });

  it('refuses an actor without roles everything', () => {
    for (const [, name, state] of cases) {
      expect(refusalOf(state, name, { kind: 'staff', personId: 'p_ming', customerId: null, roles: [] })).toBe('ticket.actor-not-allowed');
    }
  });
});
