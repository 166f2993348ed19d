import { describe, expect, it } from '@jest/globals';
import { warrantySchema } from '@mendline/contracts/policy-pack';
import { entitlementOf } from './entitlement.domain.js';
import type { WarrantyFacts } from './entitlement.domain.js';

const label = { zh: '词', en: 'word' };
const warranty = warrantySchema.parse({
  rules: [
    { code: 'by-acceptance', label, basis: 'acceptance', months: 24 },
    { code: 'by-purchase', label, basis: 'purchase', months: 12, byModel: { 'HX-55': 36 }, byCategory: { TV: 18 } },
    { code: 'by-contract', label, basis: 'contract' },
  ],
  excludedFaults: ['human-damage'],
});
const of = (given: Partial<WarrantyFacts>) =>
  entitlementOf({ purchasedOn: null, installedOn: null, acceptedOn: null, contractFrom: null, contractUntil: null, model: null, category: null, faultClass: 'hardware', on: '2024-05-01', ...given }, warranty);

describe('the entitlement of a device', () => {
  it.each([
    ['2023-05-02', true, '2024-05-01'],
    ['2023-05-01', false, '2024-04-30'],
    ['2023-04-30', false, '2024-04-29'],
  ])('[A4-1] of one bought on %s is covered: %s, until %s', (purchasedOn, covered, to) => {
    expect(of({ purchasedOn })).toMatchObject({ covered, rule: 'by-purchase', basis: 'purchase', from: purchasedOn, to });
  });

  it('[A4-1] has the months of its model, else of its category', () => {
    expect(of({ purchasedOn: '2022-01-01', model: 'HX-55', category: 'TV' })).toMatchObject({ covered: true, to: '2024-12-31' });
    expect(of({ purchasedOn: '2022-12-01', model: 'other', category: 'TV' })).toMatchObject({ covered: true, to: '2024-05-31' });
    expect(of({ purchasedOn: '2022-12-01', category: 'other' })).toMatchObject({ covered: false, to: '2023-11-30' });
  });

  it('[C11] [A4-5] comes of the first rule that covers the day; the others stay as evidence', () => {
    expect(of({ acceptedOn: '2023-01-01', purchasedOn: '2023-12-01' })).toMatchObject({ rule: 'by-acceptance', to: '2024-12-31' });
    const late = of({ acceptedOn: '2020-01-01', purchasedOn: '2023-12-01' });
    expect(late).toMatchObject({ covered: true, rule: 'by-purchase', read: [{ rule: 'by-acceptance', result: 'ended', to: '2021-12-31' }, { result: 'covers' }, { result: 'no-date' }] });
    expect(of({ acceptedOn: '2020-01-01', purchasedOn: '2019-12-01' })).toMatchObject({ covered: false, verdict: 'not-covered', rule: 'by-acceptance' });
  });

  it('[A4-2] of a contract lasts to its last day', () => {
    expect(of({ contractFrom: '2024-01-01', contractUntil: '2024-05-01' })).toMatchObject({ covered: true, rule: 'by-contract' });
    expect(of({ contractUntil: '2024-04-30' })).toMatchObject({ covered: false, read: [{}, {}, { result: 'ended' }] });
    expect(of({ contractFrom: '2024-05-02', contractUntil: '2025-01-01' })).toMatchObject({ covered: false, read: [{}, {}, { result: 'not-begun' }] });
  });

  it('[A4-4] does not cover human damage, on any day', () => {
    expect(of({ purchasedOn: '2024-04-01', faultClass: 'human-damage' })).toMatchObject({ covered: false, verdict: 'excluded-fault', rule: 'by-purchase', to: '2025-03-31' });
  });

  it('is unknown where no day is known', () => {
    expect(of({})).toMatchObject({ covered: false, verdict: 'no-date', rule: null, read: [{ result: 'no-date' }, { result: 'no-date' }, { result: 'no-date' }] });
  });

  it('ends a day before the same day of the month, also in short months', () => {
    expect(of({ purchasedOn: '2024-02-29' })).toMatchObject({ to: '2025-02-27' });
    expect(of({ acceptedOn: '2022-05-31' })).toMatchObject({ to: '2024-05-30' });
  });
});
