import { describe, expect, it } from '@jest/globals';
import { clockStarted, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import { aFact } from '@mendline/testing/facts';
import { readRelocation, readTicket } from './workload.domain.js';

describe('a ticket\'s part in the load', () => {
  it('begins without an owner', () => {
    expect(readTicket(aFact(ticketRegistered))).toEqual({
      faultClass: 'none', kind: 'consultation', region: '310000', severity: 3, status: 'registered', ownerId: null, closed: false, visitEndedAt: null,
    });
  });

  it('follows the owner', () => {
    expect(readTicket(aFact(ticketTransitioned, {}, { to: 'assigned', ownerId: 'p1' }))).toMatchObject({ ownerId: 'p1', closed: false, faultClass: null });
  });

  it.each(['confirmed', 'return-visited', 'supervisor-reviewed', 'archived', 'cancelled', 'closed-no-answer', 'closed-unconfirmed'])(
    '[C21] ends with %s: closed for the customer', (to) => {
      expect(readTicket(aFact(ticketTransitioned, {}, { to, ownerId: 'p1' }))?.closed).toBe(true);
    },
  );

  it.each(['reviewed', 'assigned', 'contacted', 'answered', 'result-told'])('goes on with %s', (to) => {
    expect(readTicket(aFact(ticketTransitioned, {}, { to, ownerId: 'p1' }))?.closed).toBe(false);
  });

  it.each(['finish-visit', 'change-kind'])('tells when a visit has ended: by %s', (command) => {
    const ended = { command, recordedAt: '2024-05-01T09:00:00.000Z' };
    expect(readTicket(aFact(ticketTransitioned, {}, ended))?.visitEndedAt).toEqual(new Date('2024-05-01T09:00:00.000Z'));
    expect(readTicket(aFact(ticketTransitioned, {}, { command: 'arrive' }))?.visitEndedAt).toBeNull();
  });

  it('may move to another region by a new address, which tells nothing else', () => {
    const relocated = aFact(ticketRelocated, {}, { region: '320500' });
    expect([readRelocation(relocated), readTicket(relocated)]).toEqual(['320500', null]);
    expect(readRelocation(aFact(ticketTransitioned))).toBeNull();
  });

  it('is not touched by clocks', () => {
    expect(readTicket(aFact(clockStarted))).toBeNull();
  });
});
