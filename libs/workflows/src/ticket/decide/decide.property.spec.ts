import { describe, expect, it } from '@jest/globals';
import type { CommandName, DeadlineKind, KindRules, Route, TicketCommand, TicketKind, TicketState, Wait } from '@mendline/contracts/ticket';
import { dispatchModes, isAllowed, ticketStatuses, waitGuards, waitOf } from '@mendline/contracts/ticket';
import { aTicket } from '@mendline/testing/ticket';
import { Dice } from '../../../test/support/dice.js';
import { aTicketIn, commandNames, onHold, planIdOf, readyFor, tableHas, withOffer, withVisitOffer } from '../../../test/support/fitting.js';
import { Ledger } from '../../../test/support/ledger.js';
import { after } from '../../../test/support/stepping.js';
import { aRoute, aWish } from '../../../test/support/wishes.js';
import { decide, isRefusal } from './index.js';

const deadlineOf: Partial<Record<Wait, DeadlineKind>> = {
  'offer-answer': 'offer-expiry', 'visit-offer-answer': 'visit-offer-expiry', confirmation: 'confirmation', archive: 'archive', 'hold-end': 'hold-end', 'cancel-decision': 'cancel-decision',
};

const isCode = (refusal: string): boolean => /^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(refusal) && refusal !== 'ticket.transition-not-allowed';

const settingsOf = (dice: Dice): TicketState['settings'] => ({
  ...aTicket().settings,
  route: aRoute(dice), maxRounds: dice.one([0, 1, 2]), confirmationReminders: dice.one([0, 1, 2]), returnVisitTries: dice.one([1, 3]), dispatchMode: dice.one(dispatchModes), queueFirst: dice.is(0.2),
});

const kindOf = (route: Route): TicketKind =>
  route.includes('contained') ? 'complaint-quality' : route.includes('handled') ? 'complaint-service' : route.includes('planned') ? 'repair' : 'consultation';

/** What another kind brings along. */
const rulesOf = ({ name, data }: TicketCommand): Partial<KindRules> => {
  const accepted = name === 'change-kind' || (name === 'review' && data.decision === 'accept');
  return accepted && data.route ? { route: data.route, queueFirst: data.queueFirst ?? false } : {};
};

const aPlainState = (dice: Dice): TicketState => {
  const settings = settingsOf(dice);
  const status = dice.one(ticketStatuses.filter((one) => settings.route.includes(one as never) || one.startsWith('closed-') || one === 'cancelled'));
  const kind = kindOf(settings.route);
  const plain = aTicketIn(status, { kind, settings });
  return { ...plain, flow: { ...plain.flow, round: dice.one([0, 1, 2]), reminders: dice.one([0, 1, 2]), returnVisitTries: dice.one([0, 1, 2]), queue: dice.one([null, null, 'supervisor', 'department'] as const) } };
};

const aState = (dice: Dice, plain: TicketState, name: CommandName): TicketState => {
  const ready = dice.is(0.7) ? readyFor(plain, name) : plain;
  const offered = dice.is(0.3) ? withOffer(ready) : ready.flow.visit && dice.is(0.5) ? withVisitOffer(ready) : ready;
  return dice.is(0.15) ? onHold(offered) : ready;
};

describe('decide, whatever comes', () => {
  it('gives a refusal with a code, or a transition that the table allows and that names its deadline', () => {
    const seen = { refused: 0, moved: 0, repairs: 0 };
    for (let seed = 1; seed <= 20_000; seed += 1) {
      const dice = new Dice(seed);
      const plain = aPlainState(dice);
      const name = dice.one(dice.is(0.5) ? commandNames.filter((one) => tableHas(plain.status, one, plain) || plain.status === 'archived') : commandNames);
      const state = aState(dice, plain, name);
      const command = aWish(dice, name, state, 0.12);
      const decision = decide(state, command);
      if (isRefusal(decision)) {
        seen.refused += 1;
        if (!isCode(decision.refusal)) throw new Error(`seed ${seed}: ${name} in ${state.status}: ${decision.refusal}`);
        continue;
      }
      seen.moved += 1;
      if (state.kind === 'repair') seen.repairs += 1;
      const { route } = { ...state.settings, ...rulesOf(command) };
      const wait = waitOf(decision.to, { ...decision.flow, deadline: null }, route);
      const problems = [
        isAllowed(state.status, name, decision.to, state.settings.route) || 'not in the table',
        wait === null || waitGuards(route).some((guard) => guard.wait === wait) || `wait ${wait} has no guard`,
        (wait !== null && wait in deadlineOf) === (decision.deadline !== 'none') || `wait ${wait} with deadline ${JSON.stringify(decision.deadline)}`,
        decision.deadline !== 'keep' || state.flow.deadline !== null || state.flow.offer !== null || 'keeps a deadline that is not armed',
        decision.flow.asked >= state.flow.asked || 'forgets a search',
        decision.flow.visits - state.flow.visits <= 1 || 'skips visits',
        decision.flow.round - state.flow.round <= 1 || 'jumps rounds',
        new Set(decision.flow.owed.map(({ key }) => key)).size === decision.flow.owed.length || 'owes a step twice',
      ].filter((verdict) => verdict !== true);
      if (problems.length > 0) throw new Error(`seed ${seed}: ${name} in ${state.status}: ${problems.join('; ')}`);
    }
    expect(seen.refused).toBeGreaterThan(5_000);
    expect(seen.moved).toBeGreaterThan(4_000);
    expect(seen.repairs).toBeGreaterThan(2_000);
  });
});

/** Rare in a life, so that lives grow long enough to be interesting. */
const rare: readonly CommandName[] = ['cancel', 'settle-cancel', 'hold', 'hand-over', 'reassign', 'reopen', 'merge', 'change-kind', 'link', 'change-priority', 'open-review'];

const aName = (dice: Dice, state: TicketState): CommandName => {
  const possible = commandNames.filter((name) => tableHas(state.status, name, state) && (state.flow.deadline !== null || name !== 'pass-deadline'));
  const name = dice.one(possible);
  const common = possible.filter((one) => !rare.includes(one));
  return rare.includes(name) && common.length > 0 && dice.is(0.9) ? dice.one(common) : name;
};

/** Lives one ticket by a seed; answers its states, or throws at the first thing that does not hold. */
const live = (seed: number, steps: number): { readonly end: TicketState; readonly reserved: number; readonly visits: number } => {
  const dice = new Dice(seed);
  const settings = settingsOf(dice);
  let state = aTicket({ kind: kindOf(settings.route), settings });
  const ledger = new Ledger();
  for (let step = 0; step < steps && state.status !== 'archived'; step += 1) {
    const command = aWish(dice, aName(dice, state), state, 0.05);
    const fresh = command.name === 'propose-owner' || command.name === 'propose-engineer' ? { ...command, data: { ...command.data, offerId: command.data.offerId && command.data.proposalKey } } : command;
    const decision = decide(state, fresh);
    if (isRefusal(decision)) continue;
    ledger.follow(state, fresh, decision);
    state = after(state, decision);
    state = { ...state, settings: { ...state.settings, ...rulesOf(command) } };
    const wait = waitOf(state.status, state.flow, state.settings.route);
    const armed = (wait && deadlineOf[wait]) ?? null;
    const problems = [
      ...ledger.differences(state),
      ...((state.flow.deadline?.kind ?? null) === armed ? [] : [`waits for ${wait} with ${state.flow.deadline?.kind}`]),
    ];
    if (problems.length > 0) throw new Error(`seed ${seed}, step ${step}: ${command.name} to ${state.status}: ${problems.join('; ')}`);
  }
  const reserved = [...ledger.keys].filter((key) => key.startsWith(planIdOf(state.ticketId)) && key.includes(':reserve:')).length;
  return { end: state, reserved, visits: state.flow.visits };
};

describe('whole lives, whatever comes', () => {
  it('[A9-10] leave nothing with dispatch and field-service that the ticket does not know of, and nothing at all at their end', () => {
    const lives = Array.from({ length: 4_000 }, (_, i) => live(i + 1, 160));
    const ended = lives.filter(({ end }) => end.status === 'archived');
    expect(ended.length).toBeGreaterThan(1_500);
    expect(new Set(ended.map(({ end }) => end.flow.visit))).toEqual(new Set([null]));
    expect(lives.filter(({ visits }) => visits > 1).length).toBeGreaterThan(500);
    expect(lives.filter(({ reserved }) => reserved > 1).length).toBeGreaterThan(500);
    expect(lives.filter(({ end, reserved }) => end.flow.round > 0 && reserved > 0).length).toBeGreaterThan(100);
  });
});
