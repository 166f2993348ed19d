import { describe, expect, it } from '@jest/globals';
import type { Milestone, TicketState } from '@mendline/contracts/ticket';
import { aCommand, people, repairRoute } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, planIdOf, withPlanChangedOnSite, withVisitOffer } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

const tried = (without: readonly Milestone[] = []): TicketState =>
  aTicketIn('tried', { kind: 'repair', settings: { route: repairRoute.filter((milestone) => !without.includes(milestone)) } });

const refOf = (state: TicketState, version = 1) => ({ planId: planIdOf(state.ticketId), version });

const planned = (state: TicketState, approval: boolean, consent: boolean, version = 1) => moved(state, aCommand('plan', { ...refOf(state, version), approval, consent }));

describe('the way to a plan', () => {
  it('[A5-8] leads a customer who insists straight to the planning, without a remote session', () => {
    const state = aTicketIn('assigned', { kind: 'repair' });
    expect(moved(state, aCommand('contact', { insists: true }))).toMatchObject({ to: 'tried', flow: { remoteSessionId: null, owed: [] }, part: null });
    expect(moved(state, aCommand('contact', { reached: false, insists: true })).to).toBe('assigned');
    expect(decide(aTicketIn('assigned'), aCommand('contact', { insists: true }))).toEqual({ refusal: 'contact.no-visits' });
  });

  it('[A5-2] spares the plan when the remote session solves it, and asks for one when it does not', () => {
    const state = aTicketIn('contacted', { kind: 'repair' });
    const finished = (result: 'solved' | 'unsolved') => moved(state, aCommand('finish-remote', { sessionId: state.flow.remoteSessionId ?? '', result }));
    expect(finished('solved')).toMatchObject({ to: 'solved', flow: { plan: null, visit: null } });
    expect(finished('unsolved')).toMatchObject({ to: 'tried', flow: { remoteResult: 'unsolved' } });
  });
});

describe('a plan', () => {
  it.each([
    [true, true, 'planned', 'approved', 'consented'],
    [true, false, 'planned', 'consented', null],
    [false, true, 'approved', 'consented', null],
  ] as const)('[A8-3] with approval %s and consent %s [A8-4] passes only the words it needs', (approval, consent, submitted, first, second) => {
    let state = next(tried(), aCommand('plan', { ...refOf(tried()), approval, consent }));
    expect(state).toMatchObject({ status: submitted, flow: { planReady: false, visit: null, owed: [] } });
    state = next(state, aFitting(approval ? 'approve-plan' : 'consent', state));
    expect(state.status).toBe(first);
    if (second) state = next(state, aFitting('consent', state));
    expect(state).toMatchObject({ status: 'consented', flow: { planReady: true, visits: 1 } });
    expect(state.flow.owed).toMatchObject([{ step: 'reserve-parts', plan: state.flow.plan && { planId: state.flow.plan.planId, version: 1 } }]);
  });

  it('[A7-11] that needs no word keeps its parts and begins the visit at once', () => {
    const state = tried();
    expect(planned(state, false, false)).toMatchObject({
      to: 'consented', deadline: 'none', part: { part: 'submit-plan', plan: refOf(state) },
      flow: { planReady: true, visits: 1, visit: { visitId: `${state.ticketId}.v1`, asked: 0, queue: null, engineerId: null }, owed: [{ step: 'reserve-parts', plan: refOf(state) }] },
    });
  });

  it.each([
    [['approved'], true, true, 'planned'],
    [['approved'], true, false, 'consented'],
    [['consented'], true, true, 'planned'],
    [['consented'], false, true, 'approved'],
    [['approved', 'consented'], true, true, 'planned'],
  ] as const)('on a route without %j needs no word of these (%s, %s)', (without, approval, consent, to) => {
    const decision = planned(tried(without), approval, consent);
    const waits = (approval && !without.includes('approved' as never)) || (consent && !without.includes('consented' as never));
    expect({ to: decision.to, ready: decision.flow.planReady }).toEqual({ to, ready: !waits });
  });

  it('[C12] takes the customer’s word last, with its evidence', () => {
    const state = aTicketIn('approved');
    expect(decide(state, aCommand('consent', { ...refOf(state), evidence: null }))).toEqual({ refusal: 'consent.evidence-missing' });
    expect(decide(state, aCommand('consent', refOf(state, 2)))).toEqual({ refusal: 'plan.not-current' });
    expect(moved(state, aCommand('consent', { ...refOf(state), evidence: 'recorded-call' })).part).toEqual({ part: 'settle-plan', plan: refOf(state), decision: 'agreed' });
    expect(decide(aTicketIn('planned'), aFitting('consent', aTicketIn('planned')))).toEqual({ refusal: 'ticket.command-not-allowed' });
  });

  it('[A8-3] goes back to the owner when the supervisor declines it, with a reason', () => {
    const state = aTicketIn('planned');
    const declined = (reasonCode: string | null) => aCommand('approve-plan', { ...refOf(state), decision: 'decline', reasonCode });
    expect(decide(state, declined(null))).toEqual({ refusal: 'plan.reason-missing' });
    expect(moved(state, declined('costly'))).toMatchObject({ to: 'tried', flow: { planReady: false, owed: [] }, part: { decision: 'declined' } });
    expect(decide(state, aCommand('approve-plan', refOf(state, 9)))).toEqual({ refusal: 'plan.not-current' });
    const again = next(state, declined('costly'));
    expect(decide(again, aCommand('plan', { ...refOf(state), approval: false, consent: false }))).toEqual({ refusal: 'plan.superseded' });
    expect(planned(again, false, false, 2).to).toBe('consented');
  });

  it('[A8-5] that the customer declines is made anew, or ends the ticket', () => {
    const state = aTicketIn('approved');
    const declined = (then: 'other-plan' | 'close' | null, reasonCode: string | null = 'costly') => aCommand('consent', { ...refOf(state), decision: 'decline', reasonCode, then });
    expect(decide(state, declined('close', null))).toEqual({ refusal: 'consent.reason-missing' });
    for (const then of ['other-plan', null] as const) expect(moved(state, declined(then))).toMatchObject({ to: 'tried', part: { decision: 'refused' } });
    expect(moved(state, declined('close'))).toMatchObject({ to: 'closed-quote-declined', deadline: { kind: 'archive' }, flow: { visit: null, owed: [] } });
  });

  it('gives way to its next version while it is decided on; the word on the old one comes too late', () => {
    const state = aTicketIn('approved');
    const second = next(state, aCommand('plan', { ...refOf(state, 2), approval: true, consent: true }));
    expect(second).toMatchObject({ status: 'planned', flow: { plan: { version: 2 } } });
    expect(decide(second, aCommand('approve-plan', refOf(state)))).toEqual({ refusal: 'plan.not-current' });
    expect(decide(second, aCommand('plan', refOf(state)))).toEqual({ refusal: 'plan.superseded' });
    expect(decide(second, aCommand('plan', { planId: 'another', version: 1 }))).toMatchObject({ flow: { plan: { planId: 'another' } } });
  });
});

describe('a plan that changes while an engineer is sought', () => {
  const release = (state: TicketState) => ({ step: 'release-parts', plan: refOf(state) });

  it('gives back the parts of the version before, and seeks anew for the next visit', () => {
    const state = aTicketIn('consented');
    const { to, flow } = planned(state, false, false, 2);
    expect({ to, visit: flow.visit?.visitId, asked: flow.visit?.asked }).toEqual({ to: 'consented', visit: `${state.ticketId}.v2`, asked: 0 });
    expect(flow.owed).toMatchObject([
      release(state), { step: 'reserve-parts', plan: refOf(state, 2) }, { step: 'settle-offer', offerId: `${state.ticketId}.v1.o0`, outcome: 'withdrawn' },
    ]);
  });

  it('takes an open offer back and seeks nobody until the words are given', () => {
    const state = withVisitOffer(aTicketIn('consented'));
    const { to, flow, deadline } = planned(state, true, true, 2);
    expect({ to, visit: flow.visit, deadline }).toEqual({ to: 'planned', visit: null, deadline: 'none' });
    expect(flow.owed).toMatchObject([{ step: 'settle-offer', offerId: 'vo_1', outcome: 'withdrawn' }, release(state)]);
  });

  it('is refused once an engineer has the visit: it is changed on site, or the visit is given to nobody first', () => {
    for (const status of ['dispatched', 'scheduled'] as const) {
      const state = aTicketIn(status);
      expect(decide(state, aFitting('plan', state))).toEqual({ refusal: 'ticket.command-not-allowed' });
    }
  });
});

describe('a plan that changes on site', () => {
  const onSite = aTicketIn('arrived');
  const changed = (approval: boolean, consent: boolean): TicketState =>
    next(onSite, aCommand('plan', { ...refOf(onSite, 2), approval, consent }, { actor: people.lei }));

  it('[A8-6] is agreed again while the visit stays, and comes back to the work', () => {
    let state = changed(true, true);
    expect(state).toMatchObject({ status: 'planned', flow: { planReady: false, visit: onSite.flow.visit, visits: 1 } });
    expect(state.flow.owed).toMatchObject([{ step: 'release-parts', plan: refOf(onSite) }]);
    state = next(next(state, aFitting('approve-plan', state)), aFitting('consent', state));
    expect(state).toMatchObject({ status: 'arrived', flow: { planReady: true, visit: onSite.flow.visit, visits: 1 } });
    expect(state.flow.owed.map(({ step }) => step)).toEqual(['release-parts', 'reserve-parts']);
  });

  it('goes on at once where it needs no word, and skips the consent where only the approval is needed', () => {
    expect(changed(false, false)).toMatchObject({ status: 'arrived', flow: { planReady: true } });
    const state = changed(true, false);
    expect(next(state, aFitting('approve-plan', state)).status).toBe('arrived');
  });

  it('[A8-4] declined by the customer ends the ticket, with the visit and the window', () => {
    const state = changed(false, true);
    const decline = aCommand('consent', { ...refOf(onSite, 2), decision: 'decline', reasonCode: 'costly', then: 'close' });
    const { to, flow } = moved(state, decline);
    expect({ to, visit: flow.visit }).toEqual({ to: 'closed-quote-declined', visit: null });
    expect(flow.owed.map(({ step }) => step)).toEqual(['release-parts', 'release-window', 'abandon-visit']);
  });

  it('declined by the supervisor waits for another plan, with the engineer still there', () => {
    const state = changed(true, false);
    const back = next(state, aCommand('approve-plan', { ...refOf(onSite, 2), decision: 'decline', reasonCode: 'costly' }));
    expect(back).toMatchObject({ status: 'tried', flow: { visit: { onSite: true } } });
    expect(moved(back, aCommand('plan', { ...refOf(onSite, 3) }, { actor: people.lei })).to).toBe('arrived');
  });

  it.each(['tried', 'planned', 'approved'] as const)('lets the visit end at %s, but not as done; the next visit begins with the agreed plan', (status) => {
    const state = withPlanChangedOnSite(aTicketIn(status, { kind: 'repair' }));
    const visitId = state.flow.visit?.visitId ?? '';
    expect(decide(state, aCommand('finish-visit', { visitId, outcome: 'done' }))).toEqual({ refusal: 'plan.not-decided' });
    const left = next(state, aCommand('finish-visit', { visitId, outcome: 'needs-parts', reasonCode: 'pump' }));
    expect(left).toMatchObject({ status, flow: { visit: null, owed: [{ step: 'release-window' }] } });
    if (status !== 'approved') return;
    expect(moved(left, aFitting('consent', left))).toMatchObject({ to: 'consented', flow: { visits: 2, visit: { visitId: `${state.ticketId}.v2` } } });
  });
});
