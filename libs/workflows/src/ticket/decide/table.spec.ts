import { describe, expect, it } from '@jest/globals';
import type { CommandName, TicketStatus } from '@mendline/contracts/ticket';
import { isAllowed, ruleFor, stageOf, ticketStatuses } from '@mendline/contracts/ticket';
import { aTicketIn, aFitting, commandNames, onHold, readyFor, tableHas } from '../../../test/support/fitting.js';
import { decide, isRefusal } from './index.js';
import type { Transition } from './index.js';

const pairs: [TicketStatus, CommandName][] = ticketStatuses.flatMap((status) => commandNames.map((name): [TicketStatus, CommandName] => [status, name]));
const allowed = pairs.filter(([status, name]) => tableHas(status, name, aTicketIn(status)));
const forbidden = pairs.filter((pair) => !allowed.includes(pair));

/** Freezes to the last leaf: a decision that writes into its input throws. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const passes: CommandName[] = ['resume', 'cancel', 'change-priority', 'reassign', 'hand-over', 'link', 'pass-deadline'];

describe('the table of a ticket life', () => {
  it('has every status and every command', () => {
    expect(pairs).toHaveLength(ticketStatuses.length * 22);
    expect(allowed.length).toBeGreaterThan(80);
    expect(forbidden.length).toBeGreaterThan(150);
  });

  it.each(allowed)('%s × %s leads where the table says', (status, name) => {
    const state = frozen(readyFor(aTicketIn(status), name));
    const decision = decide(state, frozen(aFitting(name, state)));

    expect(isRefusal(decision) ? decision.refusal : 'a transition').toBe('a transition');
    const { to } = decision as Transition;
    const targets = ruleFor(status, name, state.settings.route)?.to ?? [];
    const resolved = targets.map((target) => (target === 'same' ? status : target === 'next' ? stageOf(status, state.settings.route) : target));
    expect(resolved).toContain(to);
  });

  it.each(forbidden)('%s × %s is refused with a code', (status, name) => {
    const state = frozen(readyFor(aTicketIn(status), name));
    expect(decide(state, frozen(aFitting(name, state)))).toEqual({ refusal: status === 'archived' ? 'ticket.archived' : 'ticket.command-not-allowed' });
  });

  it.each(allowed.filter(([status]) => tableHas(status, 'hold', aTicketIn(status))))('%s × %s on hold: only what a hold lets pass', (status, name) => {
    const state = frozen(onHold(readyFor(aTicketIn(status), name)));
    const decision = decide(state, frozen(aFitting(name, state)));
    expect(isRefusal(decision) && decision.refusal === 'ticket.on-hold').toBe(!passes.includes(name));
  });

  it.each(allowed)('%s × %s with an outdated epoch is refused', (status, name) => {
    const state = readyFor(aTicketIn(status), name);
    const command = { ...aFitting(name, state), epoch: state.epoch + 1 };
    expect(decide(state, command)).toEqual({ refusal: 'ticket.stale-epoch' });
    expect(isRefusal(decide(state, { ...command, epoch: state.epoch }))).toBe(false);
  });

  it('[A7-4] gives a new epoch exactly when the owner changes', () => {
    for (const [status, name] of allowed) {
      const state = readyFor(aTicketIn(status), name);
      const decision = decide(state, aFitting(name, state)) as Transition;
      expect({ status, name, raised: decision.epoch - state.epoch }).toEqual({ status, name, raised: decision.ownerId === state.ownerId ? 0 : 1 });
    }
  });

  it('never decides what the guard of the table rejects', () => {
    for (const [status, name] of allowed) {
      const state = readyFor(aTicketIn(status), name);
      const decision = decide(state, aFitting(name, state)) as Transition;
      expect(isAllowed(status, name, decision.to, state.settings.route)).toBe(true);
    }
  });
});
