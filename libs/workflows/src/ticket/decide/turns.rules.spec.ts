import { describe, expect, it } from '@jest/globals';
import { fullRoutes, waitOf } from '@mendline/contracts/ticket';
import type { TicketState } from '@mendline/contracts/ticket';
import { aCommand, people } from '@mendline/testing/ticket';
import { aTicketIn, onHold, withOffer } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

const toRepair = aCommand('change-kind');
const toConsultation = aCommand('change-kind', { kind: 'consultation', route: fullRoutes.consultation });
const steps = ({ flow }: { readonly flow: Pick<TicketState['flow'], 'owed'> }): string[] => flow.owed.map(({ step }) => step);

describe('a merge of duplicates', () => {
  it('ends the ticket as a duplicate from any open state, with what others hold undone as in a cancellation', () => {
    const planned = aTicketIn('scheduled', { kind: 'repair' });
    expect(moved(planned, aCommand('merge'))).toMatchObject({ to: 'closed-duplicate', flow: { visit: null, hold: null } });
    expect(steps(moved(planned, aCommand('merge')))).toEqual(steps(moved(planned, aCommand('cancel', {}, { actor: people.supervisor }))));
    expect(moved(onHold(aTicketIn('contacted')), aCommand('merge')).to).toBe('closed-duplicate');
  });

  it('needs a reason and another ticket, and after work has begun a supervisor', () => {
    const ticket = aTicketIn('contacted');
    expect(decide(ticket, aCommand('merge', { reasonCode: '' }))).toEqual({ refusal: 'merge.reason-missing' });
    expect(decide(ticket, aCommand('merge', { intoId: ticket.ticketId }))).toEqual({ refusal: 'link.to-itself' });
    expect(decide(ticket, aCommand('merge', {}, { actor: people.customer }))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    const working = aTicketIn('arrived', { kind: 'repair' });
    expect(decide(working, aCommand('merge', {}, { actor: people.csr }))).toEqual({ refusal: 'merge.work-begun' });
    expect(moved(working, aCommand('merge')).to).toBe('closed-duplicate');
  });
});

describe('a change of kind', () => {
  it('[A3-12] keeps the finished stages that the new route has, and undoes what was begun beyond them', () => {
    expect(moved(aTicketIn('answered'), toRepair)).toMatchObject({ to: 'tried', kind: 'repair', ownerId: people.ming.personId, epoch: 1 });
    const scheduled = aTicketIn('scheduled', { kind: 'repair' });
    const back = moved(scheduled, toConsultation);
    expect(back).toMatchObject({ to: 'tried', kind: 'consultation', flow: { plan: null, planReady: false, visit: null } });
    expect(steps(back)).toEqual(['release-window', 'abandon-visit', 'release-parts']);
  });

  it('asks anew for an owner while one is sought', () => {
    const offered = withOffer(aTicketIn('reviewed'));
    const changed = moved(offered, toRepair);
    expect(changed).toMatchObject({ to: 'reviewed', flow: { offer: null, queue: null }, deadline: 'none' });
    expect(steps(changed)).toEqual(['settle-offer']);
  });

  it('has the customer called again where the new route tries from afar and no session is open', () => {
    const short = fullRoutes.consultation.filter((milestone) => milestone !== 'tried');
    const called = aTicketIn('contacted', { settings: { route: short } });
    expect(moved({ ...called, flow: { ...called.flow, remoteSessionId: null } }, toRepair).to).toBe('assigned');
    expect(moved(aTicketIn('contacted'), toRepair)).toMatchObject({ to: 'contacted', flow: { owed: [] } });
    const without = aCommand('change-kind', { kind: 'repair', route: fullRoutes.repair.filter((milestone) => milestone !== 'tried') });
    expect(steps(moved(aTicketIn('contacted'), without))).toEqual(['abandon-remote-session']);
  });

  it('is refused for complaints, after an engineer was there, and when the result is told', () => {
    expect(decide(aTicketIn('assigned', { kind: 'repair' }), toRepair)).toEqual({ refusal: 'kind.same' });
    expect(decide(aTicketIn('contacted', { kind: 'complaint-service' }), toRepair)).toEqual({ refusal: 'kind.complaint' });
    expect(decide(aTicketIn('arrived', { kind: 'repair' }), toConsultation)).toEqual({ refusal: 'kind.work-begun' });
    expect(decide(aTicketIn('result-told'), toRepair)).toEqual({ refusal: 'ticket.command-not-allowed' });
    expect(decide(aTicketIn('assigned'), aCommand('change-kind', {}, { actor: people.csr }))).toEqual({ refusal: 'ticket.actor-not-allowed' });
  });

  it('goes on by the new route', () => {
    const state = next(aTicketIn('answered'), toRepair);
    expect(waitOf(state.status, state.flow, fullRoutes.repair)).toBe('plan');
  });
});

describe('the fee of a cancellation', () => {
  const working = aTicketIn('arrived', { kind: 'repair' });
  const asked = next(working, aCommand('cancel'));

  it('goes with a grant only, as whole minor units above zero', () => {
    const fee = { amount: 5_000, currency: 'CNY' };
    expect(moved(asked, aCommand('settle-cancel', { fee })).to).toBe('cancelled');
    expect(decide(asked, aCommand('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done', fee }))).toEqual({ refusal: 'cancellation.fee-invalid' });
    for (const amount of [0, -1, 1.5]) expect(decide(asked, aCommand('settle-cancel', { fee: { ...fee, amount } }))).toEqual({ refusal: 'cancellation.fee-invalid' });
  });
});
