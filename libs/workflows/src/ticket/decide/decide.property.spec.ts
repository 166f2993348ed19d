import { describe, expect, it } from '@jest/globals';
import type { CommandName, Milestone, Role, TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { isAllowed, milestones, requiredMilestones, roles, ticketStatuses, waitOf } from '@mendline/contracts/ticket';
import { aCustomer, people, staff } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, commandNames, onHold, readyFor, withOffer } from '../../../test/support/fitting.js';
import { decide, isRefusal } from './index.js';

/** Mulberry32: the same seed tells the same story on every machine. */
const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

class Dice {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)] as T;
  }

  is(chance: number): boolean {
    return this.next() < chance;
  }
}

const aRoute = (dice: Dice): Milestone[] => milestones.filter((milestone) => requiredMilestones.includes(milestone) || dice.is(0.5));

const aState = (dice: Dice, name: CommandName): TicketState => {
  const plain = aTicketIn(dice.one(ticketStatuses), {
    settings: { route: aRoute(dice), maxRounds: dice.one([0, 1, 2]), confirmationReminders: dice.one([0, 1, 2]), returnVisitTries: dice.one([1, 3]) },
    flow: { round: dice.one([0, 1, 2]), reminders: dice.one([0, 1, 2]), returnVisitTries: dice.one([0, 1, 2]), queue: dice.one([null, null, 'supervisor']) },
  });
  const ready = dice.is(0.7) ? readyFor(plain, name) : plain;
  return dice.is(0.15) ? onHold(dice.is(0.3) ? withOffer(ready) : ready) : ready;
};

const anActor = (dice: Dice): TicketCommand['actor'] =>
  dice.one([people.system, aCustomer(), people.stranger, staff(dice.one(['p_ming', 'p_hua', 'p_x']), dice.one<Role>(roles), dice.one<Role>(roles))]);

const aWish = (dice: Dice, name: CommandName, state: TicketState): TicketCommand => {
  const fitting = aFitting(name, state);
  const spoilt = {
    ...(dice.is(0.3) && { reasonCode: null }),
    ...(dice.is(0.3) && { reached: dice.is(0.5), result: dice.one([null, 'ok', 'ng', 'improve', 'solved']) }),
    ...(dice.is(0.3) && { decision: dice.one(['accept', 'duplicate-of', 'out-of-scope', 'invalid']), duplicateOf: dice.one([null, state.ticketId, 'cn1_X']) }),
    ...(dice.is(0.2) && { ownerId: dice.one([null, 'p_ming', 'p_hua']) }),
  };
  const command = { ...fitting, data: { ...fitting.data, ...spoilt }, epoch: dice.one([null, null, state.epoch, state.epoch + 1]) };
  return { ...(command as TicketCommand), ...(dice.is(0.5) && { actor: anActor(dice) }) };
};

describe('decide, whatever comes', () => {
  it('gives a refusal with a code, or a transition that the table allows and that names its deadline', () => {
    const seen = { refused: 0, moved: 0 };
    for (let seed = 1; seed <= 20_000; seed += 1) {
      const dice = new Dice(seed);
      const name = dice.one(commandNames);
      const state = aState(dice, name);
      const command = aWish(dice, name, state);
      const decision = decide(state, command);
      if (isRefusal(decision)) {
        seen.refused += 1;
        if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(decision.refusal) || decision.refusal === 'ticket.transition-not-allowed') {
          throw new Error(`seed ${seed}: ${name} in ${state.status}: ${decision.refusal}`);
        }
        continue;
      }
      seen.moved += 1;
      const wait = waitOf(decision.to, { ...decision.flow, deadline: null }, state.settings.route);
      const guarded = ['offer-answer', 'confirmation', 'archive', 'hold-end'].includes(wait ?? '');
      const problems = [
        isAllowed(state.status, name, decision.to, state.settings.route) || 'not in the table',
        guarded === (decision.deadline !== 'none') || `wait ${wait} with deadline ${JSON.stringify(decision.deadline)}`,
        decision.deadline !== 'keep' || state.flow.deadline !== null || state.flow.offer !== null || 'keeps a deadline that is not armed',
        decision.flow.asked >= state.flow.asked || 'forgets a search',
        decision.flow.round - state.flow.round <= 1 || 'jumps rounds',
        new Set(decision.flow.owed.map(({ key }) => key)).size === decision.flow.owed.length || 'owes a step twice',
      ].filter((verdict) => verdict !== true);
      if (problems.length > 0) throw new Error(`seed ${seed}: ${name} in ${state.status}: ${problems.join('; ')}`);
    }
    expect(seen.refused).toBeGreaterThan(5_000);
    expect(seen.moved).toBeGreaterThan(1_500);
  });
});
