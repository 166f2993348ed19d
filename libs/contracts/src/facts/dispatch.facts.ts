import { z } from 'zod';
import { defineFact } from './definition.js';

const instant = z.iso.datetime();

/** An owner was asked, with the reasons in codes (words are the reader's). */
export const offerMade = defineFact(
  'dispatch.offer.made.v1',
  z.object({ offerId: z.string(), personId: z.string(), rank: z.int(), reasons: z.array(z.string()), expiresAt: instant, madeAt: instant }),
  {
    offerId: 'o_01', personId: 'p_huaxin_spec1', rank: 1, reasons: ['same-region', 'skill:electronics', 'load:2'],
    expiresAt: '2024-05-01T01:50:00.000Z', madeAt: '2024-05-01T01:40:00.000Z',
  },
);

/** An offer ended. */
export const offerSettled = defineFact(
  'dispatch.offer.settled.v1',
  z.object({ offerId: z.string(), personId: z.string(), outcome: z.enum(['accepted', 'declined', 'expired', 'withdrawn']), settledAt: instant }),
  { offerId: 'o_01', personId: 'p_huaxin_spec1', outcome: 'accepted', settledAt: '2024-05-01T01:41:00.000Z' },
);

/** Every fact that dispatch writes. */
export const dispatchFacts = [offerMade, offerSettled] as const;
