import { describe, expect, it } from '@jest/globals';
import { askedInVain, type OfferStanding, proposalOf, settlementOf, visitOfKey } from './offer.domain.js';

const offer = (rest: Partial<OfferStanding> = {}): OfferStanding => ({ offerId: 't1.o2', ticketId: 't1', personId: 'p1', state: 'open', ...rest });
const buried = offer({ personId: null, state: 'withdrawn' });

describe('the end of an offer', () => {
  it('[A7-8] is what the person or the deadline says while it stands', () => {
    for (const outcome of ['accepted', 'declined', 'expired', 'withdrawn'] as const) expect(settlementOf(offer(), 't1', outcome)).toBe('settle');
  });

  it('is final: the same again changes nothing, another is refused', () => {
    expect(settlementOf(offer({ state: 'accepted' }), 't1', 'accepted')).toBe('nothing');
    expect(settlementOf(offer({ state: 'accepted' }), 't1', 'withdrawn')).toEqual({ refusal: 'offer.settled' });
    expect(settlementOf(buried, 't1', 'accepted')).toEqual({ refusal: 'offer.settled' });
  });

  it('buries an offer that was never made, and answers none that is unknown', () => {
    expect(settlementOf(null, 't1', 'withdrawn')).toBe('bury');
    expect(settlementOf(null, 't1', 'accepted')).toEqual({ refusal: 'offer.unknown' });
    expect(settlementOf(offer(), 't2', 'accepted')).toEqual({ refusal: 'offer.unknown' });
  });

  it('is nothing to do where nobody was asked', () => {
    expect(settlementOf(offer({ personId: null, state: 'nobody' }), 't1', 'withdrawn')).toBe('nothing');
    expect(settlementOf(offer({ personId: null, state: 'nobody' }), 't1', 'accepted')).toEqual({ refusal: 'offer.unknown' });
  });
});

it('a proposal key keeps its answer, and names nobody once taken back', () => {
  const nobody = { offerId: null, personId: null };
  expect(proposalOf(offer())).toEqual({ offerId: 't1.o2', personId: 'p1' });
  expect(proposalOf(offer({ state: 'declined' }))).toEqual({ offerId: 't1.o2', personId: 'p1' });
  expect(proposalOf(offer({ state: 'withdrawn' }))).toEqual(nobody);
  expect(proposalOf(buried)).toEqual(nobody);
});

it('a search remembers whom it asked in vain until it ends', () => {
  expect(askedInVain(null)).toEqual([]);
  expect(askedInVain({ state: 'declined', personId: 'p2', excluded: ['p1'] })).toEqual(['p1', 'p2']);
  expect(askedInVain({ state: 'open', personId: 'p2', excluded: ['p1'] })).toEqual(['p1']);
  expect(askedInVain({ state: 'accepted', personId: 'p2', excluded: ['p1'] })).toEqual([]);
});

it('a proposal key tells the visit that it is of', () => {
  expect(visitOfKey('cn1_01J9.v2.o0')).toBe('cn1_01J9.v2');
  expect(visitOfKey('cn1_01J9.o3')).toBeNull();
});
