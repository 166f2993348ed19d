import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@mendline/testing';
import { Diary } from './diary.js';
import { makeDevice } from './fleet.js';

const request = { id: 'r1', category: 'Lamp', brand: null, problem: 'does not light' };
const years = (day: string): number => (Date.now() - Date.parse(day)) / (365 * 86_400_000);

describe('the made-up fleet', () => {
  it('is the same for the same seed, and says by its serial numbers that it is made up', () => {
    expect(makeDevice(request, true, seededRandom(3))).toEqual(makeDevice(request, true, seededRandom(3)));
    expect(makeDevice(request, true, seededRandom(3))).toMatchObject({ category: 'Lamp', serialNumber: expect.stringMatching(/^SYN\d{10}$/) });
    expect(makeDevice({ ...request, brand: 'Ålö' }, true, seededRandom(3))).toMatchObject({ brand: 'Ålö', model: expect.stringMatching(/^[A-Z]{2}-\d{2}$/) });
  });

  it('was bought within a year, or long ago', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      expect(years(makeDevice(request, true, seededRandom(seed)).purchasedOn)).toBeLessThan(0.9);
      expect(years(makeDevice(request, false, seededRandom(seed)).purchasedOn)).toBeGreaterThan(4.9);
    }
  });
});

describe("the engineers' diary", () => {
  it('never gives two windows of one engineer that overlap', () => {
    const diary = new Diary();
    const windows = Array.from({ length: 20 }, () => diary.next('e1'));
    windows.forEach(({ from, to }, n) => {
      expect(Date.parse(from)).toBeLessThan(Date.parse(to));
      if (n > 0) expect(Date.parse(from)).toBeGreaterThanOrEqual(Date.parse(windows[n - 1]?.to ?? ''));
    });
    expect(Date.parse(diary.next('e2').from)).toBeLessThan(Date.parse(windows[1]?.from ?? ''));
  });
});
