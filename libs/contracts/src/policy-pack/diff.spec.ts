import { describe, expect, it } from '@jest/globals';
import { diffPacks } from './diff.js';

const pack = { zone: 'Asia/Shanghai', targets: [{ code: 'plan', kinds: ['repair'], clock: { duration: 'PT2H' } }, { code: 'resolve', kinds: ['a'] }, { code: 'resolve', kinds: ['b'], source: 'x' }], outcomes: [{ code: 'a' }, { code: 'b' }] };

describe('the difference of two packs', () => {
  it('is none for the same content', () => {
    expect(diffPacks(pack, structuredClone(pack))).toEqual([]);
    expect(diffPacks(pack, { outcomes: pack.outcomes, targets: pack.targets.map(({ code, ...rest }) => ({ ...rest, code })), zone: pack.zone })).toEqual([]);
  });

  it('names what changed, came and went by the names of things', () => {
    const after = { ...pack, zone: 'Europe/Oslo', targets: [{ code: 'plan', kinds: ['repair'], clock: { duration: 'PT1H' } }, { code: 'new' }, ...pack.targets.slice(1)] };
    expect(diffPacks(pack, after)).toEqual([
      { path: 'zone', before: 'Asia/Shanghai', after: 'Europe/Oslo' },
      { path: 'targets.plan.clock.duration', before: 'PT2H', after: 'PT1H' },
      { path: 'targets.new', before: undefined, after: { code: 'new' } },
    ]);
    expect(diffPacks(after, pack).at(-1)).toEqual({ path: 'targets.new', before: { code: 'new' }, after: undefined });
  });

  it('tells things of one name apart by their kinds, and sees another order', () => {
    expect(diffPacks(pack, { ...pack, targets: [...pack.targets.slice(0, 2), { code: 'resolve', kinds: ['b'], source: 'y' }] })).toEqual([{ path: 'targets.resolve(b).source', before: 'x', after: 'y' }]);
    expect(diffPacks(pack, { ...pack, outcomes: [{ code: 'b' }, { code: 'a' }] })).toEqual([{ path: 'outcomes', before: ['a', 'b'], after: ['b', 'a'] }]);
  });
});
