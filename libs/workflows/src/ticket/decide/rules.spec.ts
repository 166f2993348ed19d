import { describe, expect, it } from '@jest/globals';
import { proposalKeyOf } from '@mendline/contracts/dispatch';
import type { TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { requiredMilestones } from '@mendline/contracts/ticket';
import { aCommand, aTicketId, people } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, onHold, withOffer } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide, isRefusal } from './index.js';

const passed = (state: TicketState): TicketCommand => aFitting('pass-deadline', state);

describe('review', () => {
  const state = aTicketIn('registered');

  it.each([
    ['duplicate-of', 'closed-duplicate', aTicketId()],
    ['out-of-scope', 'closed-out-of-scope', null],
    ['invalid', 'closed-invalid', null],
  ] as const)('ends as %s with a reason only', (decision, end, duplicateOf) => {
    const reasonless = aCommand('review', { decision, duplicateOf });
    expect(decide(state, reasonless)).toEqual({ refusal: 'review.reason-missing' });
    const { to, deadline } = moved(state, aCommand('review', { decision, duplicateOf, reasonCode: 'known' }));
    expect({ to, deadline }).toEqual({ to: end, deadline: { kind: 'archive' } });
  });

  it('names the original of a duplicate, which is another ticket', () => {
    const review = (duplicateOf: string | null) => decide(state, aCommand('review', { decision: 'duplicate-of', duplicateOf, reasonCode: 'known' }));
    expect(review(null)).toEqual({ refusal: 'review.original-missing' });
    expect(review(state.ticketId)).toEqual({ refusal: 'link.to-itself' });
  });

  it('[A3-12] may correct the urgency', () => {
    expect(moved(state, aCommand('review', { priority: 'urgent' }))).toMatchObject({ to: 'reviewed', priority: 'urgent' });
  });
});

describe('owner search', () => {
  const searching = aTicketIn('reviewed');
  const key = proposalKeyOf(searching.ticketId, 0);
  const offered = next(searching, aCommand('propose-owner', { proposalKey: key, offerId: key, personId: 'p_ming' }));

  it('[A7-8] arms the expiry of an offer, and each new offer its own', () => {
    expect(offered.flow).toMatchObject({ offer: { offerId: key, personId: 'p_ming' }, asked: 1, deadline: { kind: 'offer-expiry' } });
    const again = next(offered, aCommand('decline-offer', { offerId: key }));
    expect(again.flow).toMatchObject({ offer: null, excluded: ['p_ming'], deadline: null });
    const second = proposalKeyOf(searching.ticketId, 1);
    expect(moved(again, aCommand('propose-owner', { proposalKey: second, offerId: second, personId: 'p_hua' })).deadline).toEqual({ kind: 'offer-expiry' });
  });

  it('[A7-4] makes the person who accepts the one owner, after dispatch has done its part', () => {
    const { to, ownerId, epoch, flow, part } = moved(offered, aCommand('accept-offer', { offerId: key }));
    expect({ to, ownerId, epoch }).toEqual({ to: 'assigned', ownerId: 'p_ming', epoch: 1 });
    expect(flow).toMatchObject({ offer: null, excluded: [], queue: null });
    expect(part).toEqual({ part: 'settle-offer', offerId: key, outcome: 'accepted' });
  });

  it('refuses an answer to an offer that is not open', () => {
    expect(decide(offered, aCommand('accept-offer', { offerId: 'another' }))).toEqual({ refusal: 'offer.not-open' });
    expect(decide(offered, aCommand('decline-offer', { offerId: 'another' }))).toEqual({ refusal: 'offer.not-open' });
  });

  it('asks the next candidate when an offer expires, and tells dispatch', () => {
    const { to, flow, deadline } = moved(offered, passed(offered));
    expect({ to, deadline }).toEqual({ to: 'reviewed', deadline: 'none' });
    expect(flow).toMatchObject({ offer: null, excluded: ['p_ming'], owed: [{ step: 'settle-offer', offerId: key, outcome: 'expired' }] });
  });

  it('gives the ticket to the supervisor when nobody is left', () => {
    const nobody = next(searching, aCommand('propose-owner', { proposalKey: key }));
    expect(nobody.flow).toMatchObject({ queue: 'supervisor', asked: 1, owed: [] });
    expect(moved(nobody, aCommand('assign', { ownerId: 'p_hua' }))).toMatchObject({ to: 'assigned', ownerId: 'p_hua', flow: { queue: null } });
    const afresh = next(nobody, aCommand('reassign', { ownerId: null }));
    expect(afresh.flow).toMatchObject({ queue: null, excluded: [], asked: 1 });
  });

  it('takes no proposal of an earlier search', () => {
    const late = aCommand('propose-owner', { proposalKey: key, offerId: key, personId: 'p_ming' });
    const restarted = next(searching, aCommand('reassign', { ownerId: null }));
    expect(restarted.flow).toMatchObject({ asked: 1, owed: [{ offerId: key, outcome: 'withdrawn' }] });
    expect(decide(restarted, late)).toEqual({ refusal: 'ticket.not-searching' });
    expect(decide(offered, late)).toEqual({ refusal: 'ticket.not-searching' });
  });

  it.each([
    ['cancel', aCommand('cancel')],
    ['hold', aCommand('hold', {}, { actor: people.csr })],
    ['assign', aCommand('assign')],
  ])('owes the withdrawal of a late offer when the search ends by %s', (_name, command) => {
    expect(moved(searching, command).flow).toMatchObject({ asked: 1, owed: [{ step: 'settle-offer', offerId: key, outcome: 'withdrawn' }] });
  });

  it('owes nothing and keeps the search where it goes on', () => {
    expect(moved(searching, aCommand('change-priority')).flow).toMatchObject({ asked: 0, owed: [] });
  });

  it('withdraws an open offer when the ticket is cancelled or assigned by hand', () => {
    for (const command of [aCommand('cancel'), aCommand('assign')]) {
      expect(moved(offered, command).flow).toMatchObject({ offer: null, asked: 1, owed: [{ offerId: key, outcome: 'withdrawn' }] });
    }
  });

  it('restarts no search outside the search', () => {
    expect(decide(aTicketIn('registered'), aCommand('reassign', { ownerId: null }))).toEqual({ refusal: 'ticket.not-searching' });
    expect(decide(aTicketIn('registered'), aCommand('reassign', { ownerId: 'p_hua' }))).toEqual({ refusal: 'ticket.no-owner' });
  });

  it('hands over to another person only', () => {
    const owned = aTicketIn('assigned');
    expect(decide(owned, aCommand('reassign', { ownerId: 'p_ming' }))).toEqual({ refusal: 'ticket.same-owner' });
    expect(decide(owned, aCommand('reassign', { ownerId: null }))).toEqual({ refusal: 'ticket.owner-missing' });
    expect(decide(owned, aCommand('hand-over', { ownerId: 'p_ming' }))).toEqual({ refusal: 'ticket.same-owner' });
    expect(moved(owned, aCommand('hand-over', { ownerId: 'p_hua' }))).toMatchObject({ to: 'assigned', ownerId: 'p_hua', epoch: 2 });
  });
});

describe('remote help', () => {
  it('[A5-2] opens a session per round once the customer is reached', () => {
    const state = aTicketIn('assigned', { flow: { round: 1 } });
    const sessionId = `${state.ticketId}.r1`;
    expect(moved(state, aCommand('contact', { reached: false }))).toMatchObject({ to: 'assigned', flow: { remoteSessionId: null, owed: [] } });
    expect(moved(state, aCommand('contact'))).toMatchObject({ to: 'contacted', flow: { remoteSessionId: sessionId, owed: [{ step: 'open-remote-session', sessionId, ownerId: 'p_ming' }] } });
  });

  it('opens none where the route has no remote step', () => {
    const state = aTicketIn('assigned', { settings: { route: ['registered', 'assigned', 'contacted', 'result-told', 'confirmed', 'archived'] } });
    expect(moved(state, aCommand('contact'))).toMatchObject({ to: 'contacted', flow: { remoteSessionId: null, owed: [] } });
  });

  it('closes the session of this round only', () => {
    const state = aTicketIn('contacted');
    expect(decide(state, aCommand('finish-remote', { sessionId: 'another' }))).toEqual({ refusal: 'remote-session.unknown' });
    expect(moved(state, aFitting('finish-remote', state))).toMatchObject({ to: 'tried', flow: { remoteResult: 'solved' }, part: { part: 'close-remote-session' } });
  });

  it('abandons an open session when the ticket is cancelled, and no finished one', () => {
    expect(moved(aTicketIn('contacted'), aCommand('cancel')).flow.owed).toMatchObject([{ step: 'abandon-remote-session' }]);
    expect(moved(aTicketIn('tried', { flow: { remoteSessionId: 's', remoteResult: 'solved' } }), aCommand('cancel')).flow.owed).toEqual([]);
  });
});

describe('confirmation', () => {
  it('[A10-5] goes back to handling with the same owner, in a new round, with a reason only', () => {
    const state = aTicketIn('result-told', { flow: { reminders: 1, remoteResult: 'solved', remoteSessionId: 's' } });
    expect(decide(state, aCommand('reject', { reasonCode: '' }))).toEqual({ refusal: 'rejection.reason-missing' });
    expect(moved(state, aCommand('reject'))).toMatchObject({
      to: 'assigned', ownerId: 'p_ming', epoch: 1, deadline: 'none', flow: { round: 1, reminders: 0, remoteSessionId: null, remoteResult: null },
    });
  });

  it('[C10] ends unconfirmed at the limit, with a mandatory review even where the route has none', () => {
    const settings = { maxRounds: 2, route: requiredMilestones };
    const round1 = aTicketIn('result-told', { settings, flow: { round: 1 } });
    expect(moved(round1, aCommand('reject')).to).toBe('assigned');
    const limit = next(aTicketIn('result-told', { settings, flow: { round: 2 } }), aCommand('reject'));
    expect(limit.status).toBe('closed-unconfirmed');
    expect(limit.flow.deadline).toBeNull();
    expect(decide(limit, aCommand('archive'))).toEqual({ refusal: 'ticket.command-not-allowed' });
    const reviewed = next(limit, aCommand('supervisor-review'));
    expect(reviewed).toMatchObject({ status: 'supervisor-reviewed', flow: { deadline: { kind: 'archive' } } });
  });

  it('[A10-2] closes the matter with the confirmation', () => {
    const confirmed = next(aTicketIn('result-told'), aCommand('confirm'));
    expect(confirmed.status).toBe('confirmed');
    expect(decide(confirmed, aCommand('cancel'))).toEqual({ refusal: 'ticket.command-not-allowed' });
  });

  it.each([0, 1, 3])('reminds a silent customer %i times, then ends without an answer', (reminders) => {
    let state = next(aTicketIn('answered', { settings: { confirmationReminders: reminders } }), aCommand('tell-result'));
    for (let count = 1; count <= reminders; count += 1) {
      const before = state.flow.deadline;
      state = next(state, passed(state));
      expect(state).toMatchObject({ status: 'result-told', flow: { reminders: count, deadline: { kind: 'confirmation' } } });
      expect(state.flow.deadline?.id).not.toBe(before?.id);
    }
    expect(next(state, passed(state)).status).toBe('closed-no-answer');
  });

  it('counts reminders anew after a rework', () => {
    const silent = aTicketIn('answered', { flow: { reminders: 2, round: 1 } });
    expect(moved(silent, aCommand('tell-result')).flow.reminders).toBe(0);
  });
});

describe('after the matter is closed', () => {
  const confirmed = aTicketIn('confirmed');

  it('[A10-11] returns to handling when the return visit is not good', () => {
    expect(decide(confirmed, aCommand('return-visit', { result: 'ng' }))).toEqual({ refusal: 'return-visit.reason-missing' });
    expect(decide(confirmed, aCommand('return-visit', { result: null }))).toEqual({ refusal: 'return-visit.result-missing' });
    expect(moved(confirmed, aCommand('return-visit', { result: 'ng', reasonCode: 'noise' }))).toMatchObject({ to: 'assigned', flow: { round: 1, returnVisitTries: 0 } });
    const limit = aTicketIn('confirmed', { flow: { round: 2 } });
    expect(moved(limit, aCommand('return-visit', { result: 'ng', reasonCode: 'noise' })).to).toBe('closed-unconfirmed');
  });

  it('[A10-9] takes the customer\'s own answers to the survey for the return visit; only staff can say that nobody was reached', () => {
    const byCustomer = (data: object, customerId = confirmed.customerId): TicketCommand => aCommand('return-visit', data, { actor: { kind: 'customer', personId: null, customerId, roles: ['customer'] } });
    expect(moved(confirmed, byCustomer({})).to).toBe('return-visited');
    expect(moved(confirmed, byCustomer({ result: 'ng', reasonCode: 'noise' })).to).toBe('assigned');
    expect(decide(confirmed, byCustomer({}, 'c_other'))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    expect(decide(confirmed, byCustomer({ reached: false, result: null }))).toEqual({ refusal: 'return-visit.result-missing' });
  });

  it('tries to reach the customer a limited number of times', () => {
    const unreached = (): TicketCommand => aCommand('return-visit', { reached: false, result: null });
    const second = next(next(confirmed, unreached()), unreached());
    expect(second).toMatchObject({ status: 'confirmed', flow: { returnVisitTries: 2 } });
    expect(next(second, unreached()).status).toBe('return-visited');
  });

  it('[A10-14] wants a reason for an improvement', () => {
    const state = aTicketIn('return-visited');
    expect(decide(state, aCommand('supervisor-review', { result: 'improve' }))).toEqual({ refusal: 'supervisor-review.reason-missing' });
    expect(moved(state, aCommand('supervisor-review', { result: 'improve', reasonCode: 'method' })).to).toBe('supervisor-reviewed');
  });

  it('archives at its deadline', () => {
    const state = aTicketIn('supervisor-reviewed');
    expect(moved(state, passed(state)).to).toBe('archived');
  });

  it('keeps the archive deadline when something is linked', () => {
    expect(moved(aTicketIn('cancelled'), aCommand('link')).deadline).toBe('keep');
  });
});

describe('hold', () => {
  const state = aTicketIn('result-told');

  it('[A9-10] replaces the flow deadline by its expected end, and arms the stage anew when it ends', () => {
    const held = next(state, aCommand('hold'));
    expect(held.flow).toMatchObject({ hold: { reason: 'customer' }, deadline: { kind: 'hold-end', at: '2024-05-02T01:30:00.000Z' } });
    for (const command of [aCommand('resume'), passed(held)]) {
      expect(moved(held, command)).toMatchObject({ to: 'result-told', flow: { hold: null }, deadline: { kind: 'confirmation' } });
    }
  });

  it('needs an end ahead of the instant at which it was received, whatever way the instant is written', () => {
    const until = (expectedEnd: string) => decide(state, aCommand('hold', { expectedEnd }, { receivedAt: '2024-05-01T01:30:00.500Z' }));
    expect(until('2024-05-01T01:30:00Z')).toEqual({ refusal: 'hold.end-not-ahead' });
    expect(until('2024-05-01T01:30:00.500Z')).toEqual({ refusal: 'hold.end-not-ahead' });
    expect(until('soon')).toEqual({ refusal: 'hold.end-not-ahead' });
    expect(isRefusal(until('2024-05-01T01:30:01Z'))).toBe(false);
  });

  it('is not held twice and not resumed twice', () => {
    expect(decide(onHold(state), aCommand('hold'))).toEqual({ refusal: 'ticket.on-hold' });
    expect(decide(state, aCommand('resume'))).toEqual({ refusal: 'ticket.not-on-hold' });
  });

  it('keeps its end through another urgency and ends with a cancellation', () => {
    expect(moved(onHold(state), aCommand('change-priority')).deadline).toBe('keep');
    expect(moved(onHold(state), aCommand('cancel'))).toMatchObject({ to: 'cancelled', flow: { hold: null }, deadline: { kind: 'archive' } });
  });

  it('arms the expiry of an open offer anew when it ends', () => {
    const offered = onHold(withOffer(aTicketIn('reviewed')));
    expect(moved(offered, aCommand('resume', {}, { actor: people.csr })).deadline).toEqual({ kind: 'offer-expiry' });
  });
});

describe('what comes twice or late', () => {
  it.each(['review', 'accept-offer', 'finish-remote', 'answer', 'tell-result', 'confirm', 'supervisor-review', 'cancel'] as const)('a repeated %s is refused, not done again', (name) => {
    const status = { review: 'registered', 'accept-offer': 'reviewed', 'finish-remote': 'contacted', answer: 'tried', 'tell-result': 'answered', confirm: 'result-told', 'supervisor-review': 'return-visited', cancel: 'tried' } as const;
    const plain = aTicketIn(status[name]);
    const state = name === 'accept-offer' ? withOffer(plain) : plain;
    const command = aFitting(name, state);
    expect(isRefusal(decide(next(state, command), command))).toBe(true);
  });

  it('a deadline that is no longer armed changes nothing', () => {
    const state = aTicketIn('result-told');
    const old = passed(state);
    expect(decide(next(state, old), old)).toEqual({ refusal: 'deadline.not-armed' });
    expect(decide(aTicketIn('assigned'), old)).toEqual({ refusal: 'deadline.not-armed' });
  });

  it('the same urgency again is refused', () => {
    expect(decide(aTicketIn('assigned'), aCommand('change-priority', { priority: 'normal' }))).toEqual({ refusal: 'ticket.same-priority' });
  });

  it('a cancellation needs a reason', () => {
    expect(decide(aTicketIn('assigned'), aCommand('cancel', { reasonCode: '' }))).toEqual({ refusal: 'cancellation.reason-missing' });
  });

  it('a ticket is not linked to itself', () => {
    const state = aTicketIn('assigned');
    expect(decide(state, aCommand('link', { ticketId: state.ticketId }))).toEqual({ refusal: 'link.to-itself' });
  });
});
