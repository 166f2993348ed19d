import { describe, expect, it } from '@jest/globals';
import { clockStarted, ticketMoved, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
import { aFact } from '@mendline/testing/facts';
import { readOwnership } from './ownership.domain.js';

const ticketId = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';

describe('whose a ticket is', () => {
  it('is told with its customer by the registration', () => {
    expect(readOwnership(aFact(ticketRegistered))).toEqual({ registration: { number: '20231001001', customerId: 'c_01', model: null, pack: 'demo', packVersion: 1 }, region: '310000', status: 'registered', ownerId: null, sessionId: null });
  });

  it('[A7-4] follows every hand-over while the round\'s session is open', () => {
    const reading = readOwnership(aFact(ticketTransitioned, {}, { command: 'hand-over', from: 'contacted', to: 'contacted', ownerId: 'p2', round: 1 }));
    expect(reading).toMatchObject({ ownerId: 'p2', sessionId: `${ticketId}.r1` });
  });

  it('concerns no session before the customer was reached, nor after the result', () => {
    for (const to of ['assigned', 'tried', 'answered', 'cancelled']) {
      expect(readOwnership(aFact(ticketTransitioned, {}, { to, ownerId: 'p2' }))?.sessionId).toBeNull();
    }
  });

  it('goes with the pack that it was moved to', () => {
    const reading = readOwnership(aFact(ticketMoved, {}, { status: 'contacted', ownerId: 'p2', round: 1 }));
    expect(reading).toMatchObject({ registration: null, moved: { pack: 'demo', packVersion: 2 }, status: 'contacted', ownerId: 'p2', sessionId: `${ticketId}.r1` });
  });

  it('is not touched by clocks', () => {
    expect(readOwnership(aFact(clockStarted))).toBeNull();
  });
});
