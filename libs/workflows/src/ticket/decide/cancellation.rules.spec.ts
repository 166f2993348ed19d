import { describe, expect, it } from '@jest/globals';
import { waitOf } from '@mendline/contracts/ticket';
import type { TicketState } from '@mendline/contracts/ticket';
import { aCommand, people } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, onHold } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

const working = aTicketIn('arrived', { kind: 'repair' });
const asked = next(working, aCommand('cancel'));
const wait = ({ status, flow, settings }: TicketState): string | null => waitOf(status, flow, settings.route);

describe('a cancellation after work has begun', () => {
  it('is asked for by the customer and by customer service, waits for the supervisor, and lets the work rest', () => {
    for (const actor of [people.customer, people.csr]) {
      const state = next(working, aCommand('cancel', {}, { actor }));
      expect(state).toMatchObject({ status: 'arrived', flow: { cancelRequest: { reasonCode: 'solved-itself', passed: 0 }, visit: working.flow.visit, owed: [] } });
      expect(wait(state)).toBe('cancel-decision');
      expect(decide(state, aFitting('finish-visit', state))).toEqual({ refusal: 'ticket.cancel-requested' });
      expect(decide(state, aCommand('hold', {}, { actor: people.csr }))).toEqual({ refusal: 'ticket.cancel-requested' });
    }
  });

  it('needs a reason, and is asked for once', () => {
    expect(decide(working, aCommand('cancel', { reasonCode: '' }))).toEqual({ refusal: 'cancellation.reason-missing' });
    expect(decide(asked, aCommand('cancel'))).toEqual({ refusal: 'cancellation.requested' });
  });

  it('granted undoes what others hold in reverse order', () => {
    const { to, flow } = moved(asked, aCommand('settle-cancel'));
    expect(to).toBe('cancelled');
    expect(flow).toMatchObject({ cancelRequest: null, visit: null });
    expect(flow.owed.map(({ step }) => step)).toEqual(['release-window', 'abandon-visit', 'release-parts']);
  });

  it('declined for a reason goes on where it was', () => {
    expect(decide(asked, aCommand('settle-cancel', { decision: 'decline' }))).toEqual({ refusal: 'cancellation.decline-reason-missing' });
    const on = next(asked, aCommand('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done' }));
    expect({ ...on, seq: 0, flow: { ...on.flow, cancelRequest: undefined } }).toEqual({ ...working, seq: 0, flow: { ...working.flow, cancelRequest: undefined, deadline: null } });
    expect(moved(on, aFitting('finish-visit', on)).to).toBe('solved');
  });

  it('is settled by supervisors only, and where there is one', () => {
    for (const actor of [people.customer, people.csr, people.ming]) expect(decide(asked, aCommand('settle-cancel', {}, { actor }))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    expect(decide(working, aCommand('settle-cancel'))).toEqual({ refusal: 'cancellation.not-requested' });
    expect(moved(asked, aCommand('cancel', {}, { actor: people.supervisor })).to).toBe('cancelled');
  });

  it('is brought up again whenever its deadline passes', () => {
    const again = moved(asked, aFitting('pass-deadline', asked));
    expect(again).toMatchObject({ to: 'arrived', deadline: { kind: 'cancel-decision' }, flow: { cancelRequest: { passed: 1 } } });
  });

  it('ends a hold, and arms anew the deadline that it came between', () => {
    const held = next(onHold(working), aCommand('cancel'));
    expect(held.flow).toMatchObject({ hold: null, deadline: { kind: 'cancel-decision' } });
    const told = aTicketIn('result-told', { kind: 'repair', flow: { workBegun: true } });
    const declined = moved(next(told, aCommand('cancel')), aCommand('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done' }));
    expect(declined).toMatchObject({ to: 'result-told', deadline: { kind: 'confirmation' } });
  });

  it('withdraws a late offer of a search for the next engineer, and seeks again once declined', () => {
    const seeking = next(working, aCommand('finish-visit', { visitId: working.flow.visit?.visitId ?? '', outcome: 'needs-parts', reasonCode: 'pump' }));
    const rests = next({ ...seeking, flow: { ...seeking.flow, owed: [] } }, aCommand('cancel'));
    expect(rests.flow.owed).toMatchObject([{ step: 'settle-offer', outcome: 'withdrawn' }]);
    expect(wait(next(rests, aCommand('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done' })))).toBe('engineer-search');
  });
});

describe('a cancellation before work has begun', () => {
  it('is done at once', () => {
    expect(moved(aTicketIn('scheduled', { kind: 'repair' }), aCommand('cancel'))).toMatchObject({ to: 'cancelled', flow: { visit: null } });
  });
});
