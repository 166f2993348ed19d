import { describe, expect, it } from '@jest/globals';
import type { Actor, CommandName, CommandRule, Role, TicketState, TicketStatus } from '@mendline/contracts/ticket';
import { roles, ruleFor, ticketStatuses } from '@mendline/contracts/ticket';
import { people, staff } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, commandNames, readyFor, tableHas } from '../../../test/support/fitting.js';
import { decide, isRefusal } from './index.js';

const refusalOf = (state: TicketState, name: CommandName, actor: Actor): string | null => {
  const decision = decide(state, { ...aFitting(name, state), actor });
  return isRefusal(decision) ? decision.refusal : null;
};

const cases = ticketStatuses.flatMap((status) =>
  commandNames
    .filter((name) => tableHas(status, name, aTicketIn(status)))
    .map((name): [TicketStatus, CommandName, TicketState, CommandRule] => {
      const state = readyFor(aTicketIn(status), name);
      const rule = ruleFor(status, name, state.settings.route);
      if (!rule) throw new Error(`no rule for ${status} × ${name}`);
      return [status, name, state, rule];
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
