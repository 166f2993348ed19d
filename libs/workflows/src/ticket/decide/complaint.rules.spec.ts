import { describe, expect, it } from '@jest/globals';
import type { Role, TicketState } from '@mendline/contracts/ticket';
import { fullRoutes } from '@mendline/contracts/ticket';
import { aCommand, people, staff } from '@mendline/testing/ticket';
import { aTicketIn, awaited } from '../../../test/support/fitting.js';
import { moved, next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

const about = (state: TicketState, ...accused: string[]): TicketState => ({ ...state, flow: { ...state.flow, accused } });
const service = (status: Parameters<typeof aTicketIn>[0]): TicketState => aTicketIn(status, { kind: 'complaint-service' });
const quality = (status: Parameters<typeof aTicketIn>[0]): TicketState => aTicketIn(status, { kind: 'complaint-quality' });

describe('the person complained about', () => {
  it('[A3-13] never owns the complaint, however it would come to it', () => {
    const searching = about(service('reviewed'), 'p_hua');
    expect(decide(searching, aCommand('assign', { ownerId: 'p_hua' }))).toEqual({ refusal: 'complaint.about-owner' });
    const owned = about(service('contacted'), 'p_hua');
    for (const name of ['hand-over', 'reassign'] as const) {
      expect(decide(owned, aCommand(name, { ownerId: 'p_hua' }))).toEqual({ refusal: 'complaint.about-owner' });
      expect(moved(owned, aCommand(name, { ownerId: 'p_wu' })).ownerId).toBe('p_wu');
    }
  });

  it('[A3-13] gives no command on it, not even as its supervisor', () => {
    const state = about(service('opinion-given'), 'p_supervisor');
    expect(decide(state, aCommand('investigate', {}, { actor: people.supervisor }))).toEqual({ refusal: 'complaint.about-actor' });
    expect(decide(state, aCommand('cancel', {}, { actor: people.supervisor }))).toEqual({ refusal: 'complaint.about-actor' });
    expect(moved(state, aCommand('investigate')).to).toBe('investigated');
  });

  it('[A3-13, A12-7] is who was found responsible, too; an owner found so hands the complaint over first', () => {
    for (const [state, name] of [[service('opinion-given'), 'investigate'], [quality('reported'), 'contain']] as const) {
      expect(decide(state, aCommand(name, { responsibleIds: ['p_ming'] }))).toEqual({ refusal: 'complaint.owner-responsible' });
      const found = next(about(state, 'p_lei'), aCommand(name, { responsibleIds: ['p_hua', 'p_lei'] }));
      expect(found.flow.accused).toEqual(['p_lei', 'p_hua']);
      expect(decide(found, aCommand('reassign', { ownerId: 'p_hua' }))).toEqual({ refusal: 'complaint.about-owner' });
    }
  });
});

describe('a needed service', () => {
  const state = service('contacted');
  const waiting = next(state, aCommand('link', { relation: 'waits-for', ticketId: awaited }));

  it('[A3-13] comes first: until it ends only the opinion is given', () => {
    expect(waiting.flow.waitsFor).toEqual([awaited]);
    const told = next(waiting, aCommand('give-opinion'));
    expect(told.status).toBe('opinion-given');
    expect(decide(told, aCommand('investigate'))).toEqual({ refusal: 'ticket.linked-comes-first' });
    const free = next(told, aCommand('linked-ended', { ticketId: awaited }));
    expect(free.flow.waitsFor).toEqual([]);
    expect(moved(free, aCommand('investigate')).to).toBe('investigated');
  });

  it('[A3-14] comes before the facts go to the general manager', () => {
    const held = next(quality('opinion-given'), aCommand('link', { relation: 'waits-for', ticketId: awaited }));
    expect(decide(held, aCommand('report-facts'))).toEqual({ refusal: 'ticket.linked-comes-first' });
  });

  it('is waited for once, and every one of several', () => {
    const two = next(next(waiting, aCommand('link', { relation: 'waits-for', ticketId: awaited })), aCommand('link', { relation: 'waits-for', ticketId: 'cn1_OTHER' }));
    expect(two.flow.waitsFor).toEqual([awaited, 'cn1_OTHER']);
    expect(next(two, aCommand('linked-ended', { ticketId: awaited })).flow.waitsFor).toEqual(['cn1_OTHER']);
    expect(decide(two, aCommand('linked-ended', { ticketId: 'cn1_UNKNOWN' }))).toEqual({ refusal: 'link.not-waited-for' });
  });

  it('does not come before what has been answered, and only complaints wait', () => {
    for (const status of ['result-told', 'confirmed', 'cancelled'] as const) {
      expect(decide(service(status), aCommand('link', { relation: 'waits-for', ticketId: awaited }))).toEqual({ refusal: 'link.too-late' });
      expect(moved(service(status), aCommand('link', { relation: 'caused-by', ticketId: awaited })).to).toBe(status);
    }
    expect(moved(aTicketIn('tried', { kind: 'repair' }), aCommand('link', { relation: 'waits-for', ticketId: awaited })).flow.waitsFor ?? []).toEqual([]);
  });

  it('lets everything pass that is valid in every stage', () => {
    for (const command of [aCommand('cancel'), aCommand('hand-over'), aCommand('hold'), aCommand('change-priority')]) {
      expect(decide({ ...waiting, status: 'opinion-given' }, command)).not.toHaveProperty('refusal');
    }
  });
});

describe('the steps of a complaint', () => {
  it('[A6-6] the opinion promises a feedback that lies ahead', () => {
    expect(decide(service('contacted'), aCommand('give-opinion', { nextFeedbackAt: '2024-05-01T01:30:00.000Z' }))).toEqual({ refusal: 'opinion.feedback-not-ahead' });
    expect(decide(service('contacted'), aCommand('give-opinion', { nextFeedbackAt: 'soon' }))).toEqual({ refusal: 'opinion.feedback-not-ahead' });
  });

  it("[A3-14] the general manager's part is his, or whose the pack says", () => {
    const state = quality('reported');
    const byRole = (role: Role) => aCommand('contain', {}, { actor: staff('p_x', role) });
    for (const role of ['supervisor', 'quality-manager'] as const) expect(decide(state, byRole(role))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    expect(moved(state, byRole('general-manager')).to).toBe('contained');
    const other = { ...state, settings: { ...state.settings, actors: { contained: ['quality-manager'] as const } } };
    expect(decide(other, byRole('general-manager'))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    expect(moved(other, byRole('quality-manager')).to).toBe('contained');
  });

  it('roles of the pack stand in place of the usual ones; on behalf, customers and the system stay', () => {
    const actors = { 'opinion-given': ['customer-relations'], confirmed: ['csr'] } as const;
    const settings = { route: fullRoutes['complaint-service'], actors };
    const told = aTicketIn('contacted', { kind: 'complaint-service', settings, ownerId: 'p_ming' });
    expect(decide(told, aCommand('give-opinion'))).toEqual({ refusal: 'ticket.actor-not-allowed' });
    expect(moved(told, aCommand('give-opinion', {}, { actor: people.supervisor })).to).toBe('opinion-given');
    expect(moved({ ...told, ownerId: 'p_cr' }, aCommand('give-opinion', {}, { actor: staff('p_cr', 'customer-relations') })).to).toBe('opinion-given');
    const result = aTicketIn('result-told', { kind: 'complaint-service', settings });
    expect(moved(result, aCommand('confirm')).to).toBe('confirmed');
    const visited = aTicketIn('confirmed', { kind: 'complaint-service', settings: { ...settings, actors: { 'return-visited': ['quality-manager'] } } });
    expect(moved(visited, aCommand('return-visit', {}, { actor: staff('p_q', 'quality-manager') })).to).toBe('return-visited');
  });
});

describe('a return visit that finds it not good', () => {
  it('[A10-15] may become a linked complaint instead of a rework', () => {
    const state = aTicketIn('confirmed', { kind: 'repair' });
    const command = aCommand('return-visit', { result: 'ng', reasonCode: 'attitude', complaint: 'complaint-service' });
    const { to, flow } = moved(state, command);
    expect(to).toBe('return-visited');
    expect(flow.owed).toEqual([{ key: `${state.ticketId}:complaint:${state.seq}`, step: 'open-complaint', kind: 'complaint-service', commandId: command.commandId }]);
    expect(decide(state, aCommand('return-visit', { result: 'ng', reasonCode: null, complaint: 'complaint-service' }))).toEqual({ refusal: 'return-visit.reason-missing' });
    expect(moved(state, aCommand('return-visit', { result: 'ng', reasonCode: 'attitude' })).to).toBe('assigned');
  });
});
