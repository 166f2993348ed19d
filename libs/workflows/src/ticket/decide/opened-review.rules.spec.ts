import { describe, expect, it } from '@jest/globals';
import { aCommand } from '@mendline/testing/ticket';
import { aTicketIn, onHold } from '../../../test/support/fitting.js';
import { next } from '../../../test/support/stepping.js';
import { decide } from './index.js';

describe('an escalation that opens a review', () => {
  const short = { route: ['registered', 'assigned', 'contacted', 'result-told', 'confirmed', 'archived'] } as const;
  const open = aCommand('open-review', { target: 'contact', round: 0, lap: 0, level: 2 });

  it('[A10-14] asks for it once per level of a clock instance, whatever the ticket does meanwhile', () => {
    const state = aTicketIn('assigned', { settings: short });
    const asked = next(state, open);
    expect(asked).toMatchObject({ status: 'assigned', flow: { reviews: [{ target: 'contact', round: 0, lap: 0, level: 2, since: open.receivedAt }] } });
    expect(next(asked, { ...open, commandId: 'again' }).flow.reviews).toHaveLength(1);
    expect(next(asked, aCommand('open-review', { level: 3 })).flow.reviews).toHaveLength(2);
    expect(next(onHold(state), open).flow).toMatchObject({ hold: { reason: 'customer' }, reviews: [{ level: 2 }] });
    expect(decide(state, { ...open, actor: aCommand('assign').actor })).toEqual({ refusal: 'ticket.actor-not-allowed' });
  });

  it('comes too late once the matter is closed', () => {
    expect(decide(aTicketIn('confirmed'), open)).toEqual({ refusal: 'ticket.command-not-allowed' });
  });
});
