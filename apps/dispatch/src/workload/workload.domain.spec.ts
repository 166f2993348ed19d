import { describe, expect, it } from '@jest/globals';
import { clockStarted, type Fact, type FactDefinition, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
import { readTicket } from './workload.domain.js';

const factOf = (definition: FactDefinition, change: object = {}): Fact => ({
  specversion: '1.0', id: '01920000-0000-7000-8000-000000000001', type: definition.type, source: '/mendline/cn1/intake', subject: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ',
  time: '2024-05-01T01:30:00.000Z', tenantid: 'huaxin', cell: 'cn1', incarnation: 1, aggregateid: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ', aggregateversion: 2,
  data: { ...(definition.example as object), ...change },
});

describe('a ticket\'s part in the load', () => {
  it('begins without an owner', () => {
    expect(readTicket(factOf(ticketRegistered))).toEqual({
      faultClass: 'none', kind: 'consultation', region: '310000', severity: 3, status: 'registered', ownerId: null, closed: false, visitEndedAt: null,
    });
  });

  it('follows the owner', () => {
    expect(readTicket(factOf(ticketTransitioned, { to: 'assigned', ownerId: 'p1' }))).toMatchObject({ ownerId: 'p1', closed: false, faultClass: null });
  });

  it.each(['confirmed', 'return-visited', 'supervisor-reviewed', 'archived', 'cancelled', 'closed-no-answer', 'closed-unconfirmed'])(
    '[C21] ends with %s: closed for the customer', (to) => {
      expect(readTicket(factOf(ticketTransitioned, { to, ownerId: 'p1' }))?.closed).toBe(true);
    },
  );

  it.each(['reviewed', 'assigned', 'contacted', 'answered', 'result-told'])('goes on with %s', (to) => {
    expect(readTicket(factOf(ticketTransitioned, { to, ownerId: 'p1' }))?.closed).toBe(false);
  });

  it('tells when a visit has ended', () => {
    const ended = { command: 'finish-visit', recordedAt: '2024-05-01T09:00:00.000Z' };
    expect(readTicket(factOf(ticketTransitioned, ended))?.visitEndedAt).toEqual(new Date('2024-05-01T09:00:00.000Z'));
    expect(readTicket(factOf(ticketTransitioned, { command: 'arrive' }))?.visitEndedAt).toBeNull();
  });

  it('is not touched by clocks', () => {
    expect(readTicket(factOf(clockStarted))).toBeNull();
  });
});
