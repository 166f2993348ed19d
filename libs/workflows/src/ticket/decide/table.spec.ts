import { describe, expect, it } from '@jest/globals';
import type { CommandName, TicketState } from '@mendline/contracts/ticket';
import { isAllowed, ruleFor, targetStatus, ticketStatuses } from '@mendline/contracts/ticket';
import { aFitting, commandNames, onHold, readyFor, situations, tableHas } from '../../../test/support/fitting.js';
import { decide, isRefusal } from './index.js';
import type { Transition } from './index.js';

type Pair = [label: string, name: CommandName, state: TicketState];

const pairs: Pair[] = situations.flatMap(([label, state]) => commandNames.map((name): Pair => [label, name, state]));
const allowed = pairs.filter(([, name, state]) => tableHas(state.status, name, state));
const forbidden = pairs.filter((pair) => !allowed.includes(pair));

/** Freezes to the last leaf: a decision that writes into its input throws. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const passes: CommandName[] = ['resume', 'cancel', 'settle-cancel', 'merge', 'change-priority', 'reassign', 'hand-over', 'open-review', 'link', 'linked-ended', 'pass-deadline'];

describe('the table of a ticket life', () => {
  it('has every status and every command', () => {
    expect(new Set(situations.map(([, { status }]) => status))).toEqual(new Set(ticketStatuses));
    expect(commandNames).toHaveLength(46);
    expect(allowed.length).toBeGreaterThan(220);
    expect(forbidden.length).toBeGreaterThan(700);
  });

  it.each(allowed)('%s × %s leads where the table says', (_label, name, plain) => {
    const state = frozen(readyFor(plain, name));
    const decision = decide(state, frozen(aFitting(name, state)));

    expect(isRefusal(decision) ? decision.refusal : 'a transition').toBe('a transition');
    const { to } = decision as Transition;
    const { status, settings: { route } } = state;
    const targets = ruleFor(status, name, route)?.to ?? [];
    expect(targets.map((target) => targetStatus(target, status, route))).toContain(to);
  });

  it.each(forbidden)('%s × %s is refused with a code', (_label, name, plain) => {
    const state = frozen(readyFor(plain, name));
    const taken = name === 'claim' && state.ownerId !== null ? 'claim.taken' : 'ticket.command-not-allowed';
    expect(decide(state, frozen(aFitting(name, state)))).toEqual({ refusal: state.status === 'archived' ? 'ticket.archived' : taken });
  });

  it.each(allowed.filter(([, , state]) => tableHas(state.status, 'hold', state)))('%s × %s on hold: only what a hold lets pass', (_label, name, plain) => {
    const state = frozen(onHold(readyFor(plain, name)));
    const decision = decide(state, frozen(aFitting(name, state)));
    expect(isRefusal(decision) && decision.refusal === 'ticket.on-hold').toBe(!passes.includes(name));
  });

  it.each(allowed)('%s × %s with an outdated epoch is refused', (_label, name, plain) => {
    const state = readyFor(plain, name);
    const command = { ...aFitting(name, state), epoch: state.epoch + 1 };
    expect(decide(state, command)).toEqual({ refusal: 'ticket.stale-epoch' });
    expect(isRefusal(decide(state, { ...command, epoch: state.epoch }))).toBe(false);
  });

  it('decides the same on a flow that was written before repairs existed', () => {
    const later: readonly string[] = ['plan', 'planReady', 'visits', 'visit', 'workBegun', 'accused', 'waitsFor', 'cancelRequest'];
    for (const [label, name, plain] of allowed.filter(([, name, { kind }]) => kind === 'consultation' && name !== 'linked-ended' && name !== 'settle-cancel')) {
      const state = readyFor(plain, name);
      const old = { ...state, flow: Object.fromEntries(Object.entries(state.flow).filter(([field]) => !later.includes(field))) as unknown as TicketState['flow'] };
      const [now, then] = [state, old].map((one) => decide(one, aFitting(name, state)) as Transition);
      expect({ label, name, to: then?.to, deadline: then?.deadline, owed: then?.flow.owed, part: then?.part }).toEqual({ label, name, to: now?.to, deadline: now?.deadline, owed: now?.flow.owed, part: now?.part });
    }
  });

  it('[A7-4] gives a new epoch exactly when the owner changes', () => {
    for (const [label, name, plain] of allowed) {
      const state = readyFor(plain, name);
      const decision = decide(state, aFitting(name, state)) as Transition;
      expect({ label, name, raised: decision.epoch - state.epoch }).toEqual({ label, name, raised: decision.ownerId === state.ownerId ? 0 : 1 });
    }
  });

  it('never decides what the guard of the table rejects', () => {
    for (const [, name, plain] of allowed) {
      const state = readyFor(plain, name);
      const decision = decide(state, aFitting(name, state)) as Transition;
      expect(isAllowed(state.status, name, decision.to, state.settings.route)).toBe(true);
    }
  });
});
