import { describe, expect, it } from '@jest/globals';
import type { DispatchMode, TicketState } from '@mendline/contracts/ticket';
import { aCommand, aCommandBy, people } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, onHold, withVisitOffer } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide, isRefusal } from './index.js';

const visitIdOf = ({ ticketId }: TicketState, visit = 1): string => `${ticketId}.v${visit}`;
const offered = (state: TicketState): TicketState => next(state, aCommand('propose-engineer', { proposalKey: `${visitIdOf(state)}.o0`, offerId: `${visitIdOf(state)}.o0`, personId: 'p_lei' }));
const planRef = ({ ticketId }: TicketState) => ({ planId: `${ticketId}.p`, version: 1 });

describe('the search for an engineer', () => {
  const seeking = aTicketIn('consented');
  const key = `${visitIdOf(seeking)}.o0`;

  it('[A7-8] arms the expiry of an offer; who declines or lets it expire is not asked again', () => {
    const asked = offered(seeking);
    expect(asked.flow).toMatchObject({ visit: { offer: { offerId: key, personId: 'p_lei' }, asked: 1 }, deadline: { kind: 'visit-offer-expiry' } });
    const declined = next(asked, aFitting('decline-visit', asked));
    expect(declined).toMatchObject({ status: 'consented', flow: { visit: { offer: null, excluded: ['p_lei'], asked: 1 }, deadline: null, owed: [] } });
    const expired = next(asked, aFitting('pass-deadline', asked));
    expect(expired.flow).toMatchObject({ visit: { offer: null, excluded: ['p_lei'] }, deadline: null, owed: [{ step: 'settle-offer', offerId: key, outcome: 'expired' }] });
  });

  it('[A7-4] makes the engineer who accepts the visit’s one engineer, and leaves the owner', () => {
    const asked = offered(seeking);
    const accepted = moved(asked, aFitting('accept-visit', asked));
    expect(accepted).toMatchObject({ to: 'dispatched', ownerId: 'p_ming', epoch: 1, deadline: 'none', part: { part: 'settle-offer', offerId: key, outcome: 'accepted' } });
    expect(accepted.flow).toMatchObject({
      visit: { engineerId: 'p_lei', offer: null, excluded: [], queue: null },
      owed: [{ step: 'open-visit', visitId: visitIdOf(seeking), engineerId: 'p_lei', plan: planRef(seeking) }],
    });
    expect(decide(asked, aCommand('accept-visit', { offerId: 'another' }))).toEqual({ refusal: 'offer.not-open' });
  });

  it('gives the visit to the supervisor when nobody is left', () => {
    const nobody = next(seeking, aCommand('propose-engineer', { proposalKey: key }));
    expect(nobody.flow).toMatchObject({ visit: { queue: 'supervisor', asked: 1 }, owed: [] });
    expect(moved(nobody, aFitting('assign-engineer', nobody))).toMatchObject({ to: 'dispatched', flow: { visit: { engineerId: 'p_lei', queue: null }, owed: [{ step: 'open-visit' }] } });
  });

  it.each([
    ['auto', null],
    ['propose', null],
    ['manual', 'supervisor'],
  ] as const)('[C9] in mode %s begins with the queue %s', (dispatchMode: DispatchMode, queue) => {
    const state = aTicketIn('tried', { kind: 'repair', settings: { dispatchMode } });
    expect(moved(state, aFitting('plan', state)).flow.visit).toMatchObject({ queue, offer: null, engineerId: null });
  });

  it('takes no proposal of an earlier search', () => {
    const late = aCommand('propose-engineer', { proposalKey: key, offerId: key, personId: 'p_lei' });
    const changed = next(seeking, aFitting('plan', seeking));
    for (const state of [offered(seeking), changed, aTicketIn('scheduled')]) {
      expect(decide(state, late)).toEqual({ refusal: state.status === 'scheduled' ? 'ticket.command-not-allowed' : 'ticket.not-searching' });
    }
  });

  it.each([
    ['cancel', aCommand('cancel')],
    ['hold', aCommand('hold')],
    ['assign-engineer', aCommand('assign-engineer')],
  ])('owes the withdrawal of a late offer when the search ends by %s', (_name, command) => {
    expect(moved(seeking, command).flow.owed).toContainEqual({ key: `${key}:withdrawn`, step: 'settle-offer', offerId: key, outcome: 'withdrawn' });
  });

  it('withdraws an open offer when a supervisor names somebody, also the one who was asked', () => {
    expect(moved(offered(seeking), aCommand('assign-engineer')).flow).toMatchObject({
      visit: { engineerId: 'p_lei', offer: null }, owed: [{ offerId: key, outcome: 'withdrawn' }, { step: 'open-visit', engineerId: 'p_lei' }],
    });
  });

  it('goes on under a new key after a hold; an offer that stood through it gets its whole time again', () => {
    const held = next(seeking, aCommand('hold'));
    expect(next(held, aCommand('resume')).flow).toMatchObject({ visit: { asked: 1, offer: null }, deadline: null });
    const stood = onHold(withVisitOffer(seeking));
    expect(moved(stood, aFitting('pass-deadline', stood))).toMatchObject({ deadline: { kind: 'visit-offer-expiry' }, flow: { visit: { offer: { offerId: 'vo_1' } } } });
    expect(moved(withVisitOffer(seeking), aCommand('change-priority')).deadline).toBe('keep');
  });
});

describe('the window of a visit', () => {
  const given = aTicketIn('dispatched');
  const visitId = visitIdOf(given);
  const agreed = (from: string, to: string, state = given) => decide(state, aCommand('agree-window', { visitId: visitIdOf(state), from, to }));

  it('[A7-10] is kept by dispatch first, and told to field-service', () => {
    const window = { from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' };
    expect(moved(given, aFitting('agree-window', given))).toMatchObject({
      to: 'scheduled', part: { part: 'book-window', visitId, engineerId: 'p_lei', window }, flow: { visit: { window }, owed: [{ step: 'schedule-visit', visitId, window }] },
    });
  });

  it('[A6-22] may be agreed again until the engineer arrives', () => {
    const state = aTicketIn('scheduled');
    expect(moved(state, aCommand('agree-window', { visitId: visitIdOf(state), from: '2024-05-03T01:00:00.000Z', to: '2024-05-03T03:00:00.000Z' }))).toMatchObject({
      to: 'scheduled', flow: { visit: { window: { from: '2024-05-03T01:00:00.000Z' } } },
    });
    expect(decide(aTicketIn('arrived'), aCommand('agree-window'))).toEqual({ refusal: 'ticket.command-not-allowed' });
  });

  it.each([
    ['ends before it begins', '2024-05-02T03:00:00.000Z', '2024-05-02T01:00:00.000Z', 'visit.window-impossible'],
    ['has no length', '2024-05-02T03:00:00.000Z', '2024-05-02T03:00:00.000Z', 'visit.window-impossible'],
    ['has passed', '2024-04-30T01:00:00.000Z', '2024-04-30T03:00:00.000Z', 'visit.window-impossible'],
    ['is no instant', 'soon', '2024-05-02T03:00:00.000Z', 'visit.window-impossible'],
    ['is longer than a day', '2024-05-02T01:00:00.000Z', '2024-05-03T01:00:00.001Z', 'visit.window-too-long'],
  ])('is refused when it %s', (_what, from, to, refusal) => {
    expect(agreed(from, to)).toEqual({ refusal });
  });

  it('may last a whole day, and may have begun', () => {
    expect(isRefusal(agreed('2024-05-02T01:00:00.000Z', '2024-05-03T01:00:00.000Z'))).toBe(false);
    expect(isRefusal(agreed('2024-05-01T01:00:00.000Z', '2024-05-01T02:00:00.000Z'))).toBe(false);
  });

  it('is of the current visit only', () => {
    expect(decide(given, aCommand('agree-window', { visitId: 'another' }))).toEqual({ refusal: 'visit.not-current' });
  });
});

describe('another engineer before arrival', () => {
  it.each(['dispatched', 'scheduled'] as const)('[A7-12] is named by a supervisor at %s: the window is freed and agreed anew', (status) => {
    const state = aTicketIn(status);
    const { to, flow, deadline } = moved(state, aCommand('assign-engineer', { engineerId: 'p_wu' }));
    expect({ to, deadline }).toEqual({ to: 'dispatched', deadline: 'none' });
    expect(flow).toMatchObject({ visits: 1, visit: { visitId: visitIdOf(state), engineerId: 'p_wu', window: null } });
    const opening = { step: 'open-visit', visitId: visitIdOf(state), engineerId: 'p_wu' };
    expect(flow.owed).toMatchObject(status === 'scheduled' ? [{ step: 'release-window' }, opening] : [opening]);
  });

  it('is another one, and not once the engineer is there', () => {
    const state = aTicketIn('scheduled');
    expect(decide(state, aCommand('assign-engineer', { engineerId: 'p_lei' }))).toEqual({ refusal: 'visit.same-engineer' });
    expect(decide(aTicketIn('arrived'), aCommand('assign-engineer', { engineerId: 'p_wu' }))).toEqual({ refusal: 'ticket.command-not-allowed' });
  });
});

describe('nodes of a visit', () => {
  const state = aTicketIn('scheduled');
  const visitId = visitIdOf(state);

  it.each([
    ['depart', 'departed', '[A9-5]'],
    ['call-ahead', 'called-ahead', '[A6-21]'],
  ] as const)('%s is marked as %s %s and keeps the wait', (name, node, _rule) => {
    const occurredAt = '2024-05-01T01:20:00.000Z';
    expect(moved(state, aCommand(name, { visitId }, { occurredAt }))).toMatchObject({ to: 'scheduled', part: { part: 'mark-visit', visitId, node, at: occurredAt } });
    expect(decide(state, aCommand(name, { visitId: 'another' }))).toEqual({ refusal: 'visit.not-current' });
  });

  it('[A6-7] the arrival begins the work', () => {
    expect(moved(state, aCommand('arrive', { visitId }))).toMatchObject({ to: 'arrived', part: { node: 'arrived' }, flow: { workBegun: true, visit: { onSite: true } } });
    expect(decide(aTicketIn('dispatched'), aCommand('arrive', { visitId }))).toEqual({ refusal: 'ticket.command-not-allowed' });
  });
});

describe('the end of a visit', () => {
  const working = aTicketIn('arrived');
  const visitId = visitIdOf(working);

  it('[A9-13] done solves the ticket; time and unused parts are given back', () => {
    const { to, flow, part } = moved(working, aCommand('finish-visit', { visitId }));
    expect({ to, visit: flow.visit, part }).toEqual({ to: 'solved', visit: null, part: { part: 'close-visit', visitId, outcome: 'done' } });
    expect(flow.owed).toMatchObject([{ step: 'release-window', visitId }, { step: 'release-parts', plan: planRef(working) }]);
  });

  it.each(['needs-parts', 'needs-return', 'customer-absent', 'wrong-skill'] as const)('%s leads to the next visit; its parts stay kept', (outcome) => {
    expect(decide(working, aCommand('finish-visit', { visitId, outcome }))).toEqual({ refusal: 'visit.reason-missing' });
    const { to, flow, part } = moved(working, aCommand('finish-visit', { visitId, outcome, reasonCode: 'so' }));
    expect({ to, part }).toEqual({ to: 'consented', part: { part: 'close-visit', visitId, outcome } });
    expect(flow).toMatchObject({ visits: 2, planReady: true, visit: { visitId: visitIdOf(working, 2), engineerId: null, window: null, onSite: false, asked: 0 } });
    expect(flow.owed).toMatchObject([{ step: 'release-window', visitId }]);
    expect(flow.visit?.excluded).toEqual(outcome === 'wrong-skill' ? ['p_lei'] : []);
  });

  it('[A8-5] with the quote declined on site ends the ticket', () => {
    const { to, flow, deadline } = moved(working, aCommand('finish-visit', { visitId, outcome: 'quote-declined', reasonCode: 'costly' }));
    expect({ to, visit: flow.visit, deadline }).toEqual({ to: 'closed-quote-declined', visit: null, deadline: { kind: 'archive' } });
    expect(flow.owed.map(({ step }) => step)).toEqual(['release-window', 'release-parts']);
  });

  it('before the arrival can only be that the customer was absent', () => {
    const state = aTicketIn('scheduled');
    const ended = (outcome: 'customer-absent' | 'done' | 'needs-parts') => aCommand('finish-visit', { visitId: visitIdOf(state), outcome, reasonCode: 'so' });
    expect(moved(state, ended('customer-absent'))).toMatchObject({ to: 'consented', flow: { visits: 2, workBegun: false } });
    for (const outcome of ['done', 'needs-parts'] as const) expect(decide(state, ended(outcome))).toEqual({ refusal: 'visit.not-arrived' });
  });

  it('is of the current visit only', () => {
    expect(decide(working, aCommand('finish-visit', { visitId: visitIdOf(working, 2) }))).toEqual({ refusal: 'visit.not-current' });
  });
});

describe('a hold during a visit', () => {
  it.each(['dispatched', 'scheduled', 'arrived'] as const)('[A9-10] at %s keeps engineer and window; the engineer may hold and resume', (status) => {
    const state = aTicketIn(status);
    const held = next(state, aCommand('hold', { reason: 'parts' }, { actor: people.lei }));
    expect(held).toMatchObject({ status, flow: { hold: { reason: 'parts' }, visit: state.flow.visit, owed: [], deadline: { kind: 'hold-end' } } });
    expect(decide(held, aFitting(status === 'arrived' ? 'finish-visit' : 'agree-window', held))).toEqual({ refusal: 'ticket.on-hold' });
    expect(next(held, aCommand('resume', {}, { actor: people.lei }))).toMatchObject({ status, flow: { hold: null, visit: state.flow.visit, deadline: null } });
  });
});

describe('a repair that is cancelled', () => {
  it('undoes window, visit and parts in reverse order, after what it owed before', () => {
    const state = aTicketIn('scheduled');
    const owing = next(state, aCommand('agree-window', { visitId: visitIdOf(state) }));
    const { to, flow } = moved(owing, aCommand('cancel'));
    expect({ to, visit: flow.visit }).toEqual({ to: 'cancelled', visit: null });
    expect(flow.owed.map(({ step }) => step)).toEqual(['schedule-visit', 'release-window', 'abandon-visit', 'release-parts']);
  });

  it.each([
    ['tried', []],
    ['planned', []],
    ['approved', []],
    ['consented', ['release-parts', 'settle-offer']],
    ['dispatched', ['abandon-visit', 'release-parts']],
    ['solved', []],
  ] as const)('at %s owes %j', (status, steps) => {
    const state = aTicketIn(status, { kind: 'repair' });
    expect(moved(state, aCommand('cancel', {}, { actor: people.supervisor })).flow.owed.map(({ step }) => step)).toEqual(steps);
  });

  it('withdraws an open offer of its visit, also during a hold', () => {
    for (const state of [withVisitOffer(aTicketIn('consented')), onHold(withVisitOffer(aTicketIn('consented')))]) {
      expect(moved(state, aCommand('cancel')).flow.owed).toMatchObject([{ step: 'settle-offer', offerId: 'vo_1', outcome: 'withdrawn' }, { step: 'release-parts' }]);
    }
  });

  it('once work has begun is a supervisor’s word, also between two visits', () => {
    const working = aTicketIn('arrived');
    const between = next(working, aCommand('finish-visit', { visitId: visitIdOf(working), outcome: 'needs-parts', reasonCode: 'pump' }));
    for (const state of [working, between]) {
      for (const actor of [people.customer, people.csr]) expect(moved(state, aCommand('cancel', {}, { actor }))).toMatchObject({ to: state.status, deadline: { kind: 'cancel-decision' } });
      expect(moved(state, aCommand('cancel', {}, { actor: people.supervisor })).to).toBe('cancelled');
    }
    expect(moved(working, aCommand('cancel', {}, { actor: people.supervisor })).flow.owed.map(({ step }) => step)).toEqual(['release-window', 'abandon-visit', 'release-parts']);
  });
});

describe('a repair that is done again', () => {
  it.each([
    ['[A10-5] rejected', 'result-told', aCommand('reject')],
    ['[A10-11] found not good at the return visit', 'confirmed', aCommand('return-visit', { result: 'ng', reasonCode: 'noise' })],
  ] as const)('%s begins without plan and visit, and leaves no part kept', (_what, status, command) => {
    const working = aTicketIn('arrived');
    const solved = next(working, aCommand('finish-visit', { visitId: visitIdOf(working) }));
    expect(solved.flow.owed).toContainEqual(expect.objectContaining({ step: 'release-parts', plan: planRef(working) }));
    const again = next({ ...solved, status, flow: { ...solved.flow, owed: [] } }, command);
    expect(again).toMatchObject({ status: 'assigned', ownerId: 'p_ming', flow: { round: 1, plan: null, planReady: false, visit: null, visits: 1, owed: [] } });
    const planned = next(next(again, aCommand('contact', { insists: true })), aCommandBy(people.ming, 'plan', { planId: 'second', version: 1, approval: false, consent: false }));
    expect(planned).toMatchObject({ status: 'consented', flow: { visits: 2, visit: { visitId: visitIdOf(working, 2) } } });
  });

  it('[C10] at the limit ends unconfirmed and still knows its plan', () => {
    const state = aTicketIn('result-told', { kind: 'repair', settings: { maxRounds: 0 } });
    expect(moved(state, aCommand('reject'))).toMatchObject({ to: 'closed-unconfirmed', flow: { plan: { version: 1 }, owed: [] } });
  });
});
