import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@mendline/testing';
import { kindOf } from './plan.js';
import { dealTurns, turnBlock, turnedPlan, turns } from './turn.plan.js';

const deal = (seed: number, from = 12, to = 12 + 2 * turnBlock) => dealTurns(seededRandom(seed), { from, to, kindOf });

describe('turns beside the route', () => {
  it('are dealt by the seed: in every full block each of them once, and none outside', () => {
    expect([...deal(7)]).toEqual([...deal(7)]);
    expect([...deal(8)]).not.toEqual([...deal(7)]);
    for (let seed = 0; seed < 40; seed += 1) {
      const dealt = deal(seed);
      for (const start of [12, 12 + turnBlock]) {
        const own = [...dealt].filter(([n]) => n >= start && n < start + turnBlock).map(([, turn]) => turn);
        expect(own.sort()).toEqual([...turns].sort());
      }
      expect(dealt.size).toBe(2 * turns.length);
    }
    expect(deal(7, 12, 11 + turnBlock).size).toBe(0);
  });

  it('are taken by requests of their kind: complaints take none', () => {
    for (const [n, turn] of deal(3)) {
      const { repair } = turnedPlan(turn, seededRandom(1));
      expect(kindOf(n)).toBe(repair && turn !== 'kind-changed' ? 'repair' : 'consultation');
    }
  });

  it('leave time for a request that follows: it comes after the first that could', () => {
    for (let seed = 0; seed < 20; seed += 1) expect(deal(seed).get(12)).toBe('followed');
  });
});
