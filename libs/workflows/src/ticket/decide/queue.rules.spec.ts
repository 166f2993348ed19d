import { describe, expect, it } from '@jest/globals';
import { fullRoutes, waitOf } from '@mendline/contracts/ticket';
import type { Milestone, TicketState } from '@mendline/contracts/ticket';
import { aCommand, people } from '@mendline/testing/ticket';
import { aFitting, aTicketIn, onHold } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

const wait = ({ status, flow, settings }: TicketState): string | null => waitOf(status, flow, settings.route);
const reviewed = aTicketIn('reviewed');
const proposal = aFitting('propose-owner', reviewed);
const queued = next(reviewed, { ...proposal, data: { ...proposal.data, offerId: null, personId: null } } as typeof proposal);
const byQueue = (traits: Partial<TicketState['settings']> = {}): TicketState => {
  const plain = aTicketIn('registered');
  return { ...plain, settings: { ...plain.settings, queueFirst: true, ...traits } };
};

describe('a queue to claim from', () => {
  it('[A7-8] of two who claim at once the first one owns the ticket, the other is told so', () => {
    const mine = next(queued, aCommand('claim', {}, { epoch: 0 }));
    expect(mine).toMatchObject({ status: 'assigned', ownerId: people.ming.personId, epoch: 1, flow: { queue: null, excluded: [], offer: null } });
    expect(decide(mine, aCommand('claim', {}, { epoch: 0, actor: people.supervisor }))).toEqual({ refusal: 'claim.taken' });
    expect(decide(queued, aCommand('claim', {}, { epoch: 1 }))).toEqual({ refusal: 'ticket.stale-epoch' });
  });

  it('has only what waits in it, for those who may own it', () => {
    expect(decide(aTicketIn('reviewed'), aCommand('claim'))).toEqual({ refusal: 'claim.not-queued' });
    expect(decide(queued, aCommand('claim', {}, { actor: people.csr }))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    const complaint = { ...queued, kind: 'complaint-service' as const, settings: { ...queued.settings, owners: ['supervisor'] as const } };
    expect(decide(complaint, aCommand('claim'))).toEqual({ refusal: 'claim.not-eligible' });
    expect(moved(complaint, aCommand('claim', {}, { actor: people.supervisor })).ownerId).toBe(people.supervisor.personId);
    const about = { ...queued, flow: { ...queued.flow, accused: [people.ming.personId ?? ''] } };
    expect(decide(about, aCommand('claim'))).toEqual({ refusal: 'complaint.about-actor' });
    expect(decide(onHold(queued), aCommand('claim'))).toEqual({ refusal: 'ticket.on-hold' });
  });

  it("by the pack's rule has a ticket at once, and gives it up to a search that the supervisor asks for", () => {
    const waiting = next(byQueue(), aCommand('review'));
    expect(wait(waiting)).toBe('claim');
    expect(waiting.flow).toMatchObject({ queue: 'department', asked: 0, owed: [] });
    const searching = next(waiting, aCommand('reassign', { ownerId: null, reasonCode: 'absence' }));
    expect(wait(searching)).toBe('owner-search');
    expect(next(waiting, aCommand('claim'))).toMatchObject({ status: 'assigned', flow: { queue: null, owed: [] } });
  });
});

describe('a review that finds another kind', () => {
  const found = (route: readonly Milestone[], queueFirst?: boolean, state = aTicketIn('registered')) => {
    const decision = moved(state, aCommand('review', { kind: 'repair', route, ...(queueFirst !== undefined && { queueFirst }) }));
    return { to: decision.to, kind: decision.kind, wait: waitOf(decision.to, { ...decision.flow, deadline: null }, route) };
  };
  const unreviewed = fullRoutes.repair.filter((milestone) => milestone !== 'reviewed');

  it('[A3-12] is followed by that one\'s rules: asked of somebody, or queued for its department', () => {
    expect(found(fullRoutes.repair)).toEqual({ to: 'reviewed', kind: 'repair', wait: 'owner-search' });
    expect(found(fullRoutes.repair, true)).toEqual({ to: 'reviewed', kind: 'repair', wait: 'claim' });
    expect(found(fullRoutes.repair, false, byQueue())).toEqual({ to: 'reviewed', kind: 'repair', wait: 'owner-search' });
  });

  it('[A3-12] loses no ticket whose new route has no review', () => {
    expect(found(unreviewed)).toEqual({ to: 'registered', kind: 'repair', wait: 'owner-search' });
    expect(found(unreviewed, true)).toEqual({ to: 'registered', kind: 'repair', wait: 'claim' });
  });

  it('[A3-12] and a later change of kind too has its tickets wait as that one\'s do', () => {
    const change = aCommand('change-kind', { kind: 'repair', route: fullRoutes.repair, queueFirst: true });
    expect(moved(aTicketIn('reviewed'), change)).toMatchObject({ to: 'reviewed', flow: { queue: 'department', asked: 1 } });
    expect(moved(aTicketIn('assigned'), change)).toMatchObject({ to: 'assigned', flow: { queue: null } });
    const back = aCommand('change-kind', { kind: 'repair', route: unreviewed });
    expect(moved(aTicketIn('reviewed'), back).flow.owed).toHaveLength(1);
  });
});

describe('a reopening', () => {
  it.each(['confirmed', 'return-visited', 'supervisor-reviewed', 'closed-no-answer'] as const)('[C10] takes up again what is %s, in a further round, for a reason', (status) => {
    const done = aTicketIn(status);
    expect(next(done, aCommand('reopen'))).toMatchObject({ status: 'assigned', ownerId: done.ownerId, epoch: done.epoch, flow: { round: 1, reminders: 0, deadline: null } });
    expect(decide(done, aCommand('reopen', { reasonCode: '' }))).toEqual({ refusal: 'reopening.reason-missing' });
    expect(decide(done, aCommand('reopen', {}, { actor: people.ming }))).toEqual({ refusal: 'ticket.actor-not-allowed' });
  });

  it('[C10] at the limit leads to the mandatory review, never to a silent no', () => {
    const done = aTicketIn('supervisor-reviewed');
    const worn = { ...done, flow: { ...done.flow, round: done.settings.maxRounds } };
    const over = next(worn, aCommand('reopen'));
    expect(over).toMatchObject({ status: 'closed-unconfirmed', flow: { round: done.settings.maxRounds } });
    expect(wait(over)).toBe('supervisor-review');
  });

  it('is over with the archive', () => {
    expect(decide(aTicketIn('archived'), aCommand('reopen'))).toEqual({ refusal: 'ticket.archived' });
  });
});
