import { describe, expect, it } from '@jest/globals';
import { adjust, consume, freeOf, fulfil, isAdjustment, release, reserve, type Stock, type Wanting } from './stock.domain.js';

/** What is kept adds up, nothing is below zero, no plan has more than it wants. */
const isSane = ({ onHand, reserved }: Stock, wantings: readonly Wanting[]): boolean =>
  reserved === wantings.reduce((sum, wanting) => sum + wanting.reserved, 0) &&
  onHand >= reserved &&
  wantings.every(({ wanted, reserved: kept, ordered, used }) => Math.min(kept, ordered, used, wanted - kept - ordered - used) >= 0);

describe('a stock', () => {
  it('[A7-11] [A9-17] keeps what is free and orders the rest', () => {
    expect(reserve({ onHand: 5, reserved: 3 }, 4)).toEqual({ stock: { onHand: 5, reserved: 5 }, wanting: { wanted: 4, reserved: 2, ordered: 2, used: 0 } });
    expect(reserve({ onHand: 0, reserved: 0 }, 1).wanting).toMatchObject({ reserved: 0, ordered: 1 });
  });

  it('keeps nothing for what an earlier version of the plan has used', () => {
    expect(reserve({ onHand: 1, reserved: 0 }, 3, 1)).toEqual({ stock: { onHand: 1, reserved: 1 }, wanting: { wanted: 3, reserved: 1, ordered: 1, used: 1 } });
    expect(reserve({ onHand: 5, reserved: 0 }, 1, 2)).toEqual({ stock: { onHand: 5, reserved: 0 }, wanting: { wanted: 1, reserved: 0, ordered: 0, used: 1 } });
  });

  it('is taken from for what is kept first, then for what is ordered where something is free', () => {
    const wanting = { wanted: 3, reserved: 1, ordered: 2, used: 0 };
    expect(consume({ onHand: 2, reserved: 1 }, wanting, 2)).toEqual({ stock: { onHand: 0, reserved: 0 }, wanting: { wanted: 3, reserved: 0, ordered: 1, used: 2 } });
    expect(consume({ onHand: 2, reserved: 2 }, wanting, 2)).toBeNull();
    expect(consume({ onHand: 9, reserved: 1 }, wanting, 4)).toBeNull();
  });

  it('takes a change that leaves what is kept', () => {
    expect([adjust({ onHand: 3, reserved: 2 }, -1), adjust({ onHand: 3, reserved: 2 }, -2), adjust({ onHand: 0, reserved: 0 }, 5)]).toEqual([{ onHand: 2, reserved: 2 }, null, { onHand: 5, reserved: 0 }]);
    expect([0, 0.5, Number.NaN, 1e6].map(isAdjustment)).toEqual([false, false, false, false]);
  });

  it('stays sane whatever happens to it, in any order', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let stock: Stock = { onHand: 5, reserved: 0 };
    const wantings: Wanting[] = [];
    const moved: Readonly<Record<number, () => void>> = {
      0: () => { const move = reserve(stock, 1 + random(4)); stock = move.stock; wantings.push(move.wanting); },
      1: () => change((wanting) => release(stock, wanting)),
      2: () => change((wanting) => consume(stock, wanting, 1 + random(3))),
      3: () => change((wanting) => fulfil(stock, wanting)),
      4: () => { stock = adjust(stock, random(7) - 3) ?? stock; },
    };
    const change = (by: (wanting: Wanting) => { stock: Stock; wanting: Wanting } | null): void => {
      const at = random(wantings.length);
      const move = wantings[at] ? by(wantings[at]) : null;
      if (move) [stock, wantings[at]] = [move.stock, move.wanting];
    };
    const insane: number[] = [];
    for (let step = 0; step < 2_000; step += 1) {
      moved[random(5)]?.();
      if (!isSane(stock, wantings)) insane.push(step);
    }
    expect(insane).toEqual([]);
    expect(wantings.length).toBeGreaterThan(100);
    expect(freeOf(stock)).toBeGreaterThanOrEqual(0);
  });
});
