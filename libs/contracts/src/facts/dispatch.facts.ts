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

const visit = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.v1';

/**
 * An engineer was asked to make a visit, with the reasons in codes. `note` is the remark that the rule wants when a
 * neighbouring region supports [A7-3]: whose region, and why nobody of the ticket's own was asked.
 */
export const visitOfferMade = defineFact(
  'dispatch.visit.offer-made.v1',
  z.object({
    visitId: z.string(),
    offerId: z.string(),
    personId: z.string(),
    rank: z.int(),
    reasons: z.array(z.string()),
    note: z.object({ region: z.string(), supportedBy: z.string(), cause: z.enum(['saturated', 'nobody']) }).nullable(),
    expiresAt: instant,
    madeAt: instant,
  }),
  {
    visitId: visit, offerId: `${visit}.o0`, personId: 'p_huaxin_engineer2', rank: 1,
    reasons: ['neighbour-region:320500', 'saturated-region:310000', 'skill:hardware', 'load:1'],
    note: { region: '310000', supportedBy: '320500', cause: 'saturated' },
    expiresAt: '2024-05-01T03:10:00.000Z', madeAt: '2024-05-01T03:00:00.000Z',
  },
);

/** An offer of a visit ended [A7-8]. */
export const visitOfferSettled = defineFact(
  'dispatch.visit.offer-settled.v1',
  z.object({ visitId: z.string(), offerId: z.string(), personId: z.string(), outcome: z.enum(['accepted', 'declined', 'expired', 'withdrawn']), settledAt: instant }),
  { visitId: visit, offerId: `${visit}.o0`, personId: 'p_huaxin_engineer2', outcome: 'accepted', settledAt: '2024-05-01T03:02:00.000Z' },
);

/** An engineer's time is kept for a visit, in place of what the visit held before [A7-10, A7-11]. */
export const visitWindowBooked = defineFact(
  'dispatch.visit.window-booked.v1',
  z.object({ visitId: z.string(), engineerId: z.string(), from: instant, to: instant, bookedAt: instant }),
  {
    visitId: visit, engineerId: 'p_huaxin_engineer2', from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z',
    bookedAt: '2024-05-01T03:05:00.000Z',
  },
);

/** An engineer's time is free again: the visit ended, or goes to another engineer. */
export const visitWindowReleased = defineFact(
  'dispatch.visit.window-released.v1',
  z.object({ visitId: z.string(), engineerId: z.string(), from: instant, to: instant, releasedAt: instant }),
  {
    visitId: visit, engineerId: 'p_huaxin_engineer2', from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z',
    releasedAt: '2024-05-01T03:30:00.000Z',
  },
);

/** Somebody will be away; visits are not to be arranged then [A7-12]. */
export const absenceNoted = defineFact(
  'dispatch.engineer.absence-noted.v1',
  z.object({ absenceId: z.string(), personId: z.string(), from: instant, to: instant, reasonCode: z.string(), notedAt: instant }),
  {
    absenceId: 'absence-0001', personId: 'p_huaxin_engineer2', from: '2024-05-06T00:00:00.000Z', to: '2024-05-07T00:00:00.000Z', reasonCode: 'leave',
    notedAt: '2024-05-01T03:00:00.000Z',
  },
);

/** An absence does not take place. */
export const absenceCancelled = defineFact(
  'dispatch.engineer.absence-cancelled.v1',
  z.object({ absenceId: z.string(), personId: z.string(), cancelledAt: instant }),
  { absenceId: 'absence-0001', personId: 'p_huaxin_engineer2', cancelledAt: '2024-05-02T03:00:00.000Z' },
);

/** Every fact that dispatch writes. */
export const dispatchFacts = [
  offerMade, offerSettled, visitOfferMade, visitOfferSettled, visitWindowBooked, visitWindowReleased, absenceNoted, absenceCancelled,
] as const;
