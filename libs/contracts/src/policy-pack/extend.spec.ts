import { describe, expect, it } from '@jest/globals';
import { extendPack } from './extend.js';

const base = {
  pack: 'base', title: { zh: '底', en: 'Base' }, zone: 'Asia/Shanghai',
  flow: { maxRounds: 2, confirmation: { reminders: 1, remindAfter: 'P1D' } },
  outcomes: [{ code: 'a', label: { zh: '甲', en: 'A' } }, { code: 'b', label: { zh: '乙', en: 'B' } }],
  targets: [
    { code: 'plan', kinds: ['repair'], pauseOn: ['parts', 'customer'], clock: { type: 'elapsed', duration: 'PT2H', byPriority: { urgent: 'PT1H' } }, escalations: [{ level: 1, at: { percent: 100 }, to: ['owner'] }, { level: 2, at: { percent: 200 }, to: ['role:manager'] }] },
    { code: 'resolve', kinds: ['complaint-service'], source: 'one' },
    { code: 'resolve', kinds: ['complaint-quality'], source: 'three' },
  ],
};

const packs: Record<string, unknown> = { base, middle: { pack: 'middle', extends: 'base', flow: { maxRounds: 5 } }, one: { pack: 'one', extends: 'two' }, two: { pack: 'two', extends: 'one' } };
const parents = { find: (code: string) => Promise.resolve(packs[code] ?? null), codes: () => Promise.resolve(Object.keys(packs)) };
const own = { pack: 'own', title: { zh: '自', en: 'Own' }, extends: 'base' };
const over = (change: object) => extendPack({ ...own, ...change }, parents);
const contentOver = async (change: object) => (await over(change)).content as typeof base;

describe('a pack that extends another', () => {
  it('that extends none is itself', async () => {
    expect(await extendPack(base, parents)).toMatchObject({ content: base, problems: [], parents: [] });
    expect(await extendPack(null, parents)).toMatchObject({ content: null, problems: [], parents: [] });
  });

  it('has what it does not say itself, down the whole chain, but neither code nor title', async () => {
    const { content, parents: codes } = await extendPack({ pack: 'own', extends: 'middle', zone: 'Europe/Oslo' }, parents);
    const { title: _title, ...rest } = base;
    expect(content).toEqual({ ...rest, pack: 'own', zone: 'Europe/Oslo', flow: { ...base.flow, maxRounds: 5 } });
    expect(codes).toEqual(['middle', 'base']);
  });

  it('merges maps key by key; null takes a key away', async () => {
    expect((await contentOver({ flow: { confirmation: { reminders: 3 } } })).flow).toEqual({ maxRounds: 2, confirmation: { reminders: 3, remindAfter: 'P1D' } });
    expect((await contentOver({ flow: { confirmation: null } })).flow).toEqual({ maxRounds: 2 });
  });

  it('merges lists of things with a name by that name, in their order; new ones follow; null takes one away', async () => {
    const { outcomes, targets } = await contentOver({
      outcomes: [{ code: 'c' }, { code: 'a', label: { en: 'first' } }, { b: null }],
      targets: [{ code: 'plan', escalations: [{ level: 2, to: ['role:general-manager'] }, { 1: null }] }],
    });
    expect(outcomes).toEqual([{ code: 'a', label: { zh: '甲', en: 'first' } }, { code: 'c' }]);
    expect(targets[0]).toEqual({ ...base.targets[0], escalations: [{ level: 2, at: { percent: 200 }, to: ['role:general-manager'] }] });
  });

  it('replaces other lists, and a clock or a point of a chain that is of another make, as a whole', async () => {
    const { targets } = await contentOver({ targets: [{ code: 'plan', pauseOn: ['third-party'], clock: { type: 'working-days', days: 1 }, escalations: [{ level: 1, at: { offset: '-PT5M' } }] }] });
    expect(targets[0]).toMatchObject({ pauseOn: ['third-party'], clock: { type: 'working-days', days: 1 } });
    expect(targets[0]?.clock).not.toHaveProperty('duration');
    expect(targets[0]?.escalations?.[0]).toEqual({ level: 1, at: { offset: '-PT5M' }, to: ['owner'] });
    expect((await contentOver({ targets: [{ code: 'plan', clock: { duration: 'PT4H' } }] })).targets[0]?.clock).toEqual({ type: 'elapsed', duration: 'PT4H', byPriority: { urgent: 'PT1H' } });
  });

  it('tells targets of one code apart by their kinds, and asks where they are not said', async () => {
    const { targets } = await contentOver({ targets: [{ code: 'resolve', kinds: ['complaint-quality'], source: 'five' }, { resolve: null, kinds: ['complaint-service'] }] });
    expect(targets.slice(1)).toEqual([{ code: 'resolve', kinds: ['complaint-quality'], source: 'five' }]);
    expect((await over({ targets: [{ code: 'resolve', source: 'five' }] })).problems).toMatchObject([{ path: 'targets.0', message: expect.stringMatching(/^found resolve, which is there 2 times; allowed: kinds/), zh: expect.stringContaining('用 kinds') }]);
  });

  it('is refused with the path where it takes away what is not there, or extends what is not there', async () => {
    expect((await over({ outcomes: [{ z: null }] })).problems).toMatchObject([{ path: 'outcomes.0', message: 'found z: null; allowed: to take away one of a, b' }]);
    expect(await over({ extends: 'bass' })).toMatchObject({ content: null, problems: [{ path: 'extends', message: 'found bass; allowed: one of base, middle, one, two' }] });
    expect((await over({ extends: ['base'] })).problems).toMatchObject([{ path: 'extends', message: 'found ["base"]; allowed: the code of one pack' }]);
  });

  it('is refused with the way round where it extends itself', async () => {
    expect((await over({ extends: 'own' })).problems).toMatchObject([{ path: 'extends', message: expect.stringMatching(/^found own → own;/) }]);
    expect((await extendPack(packs['one'], parents)).problems).toMatchObject([{ path: 'two: extends', message: expect.stringMatching(/^found one → two → one;/), zh: expect.stringContaining('不反过来继承') }]);
  });

  it('knows in which file, and where in it, everything was written', async () => {
    const { written } = await over({ targets: [{ code: 'new' }, { code: 'resolve', kinds: ['complaint-quality'], source: '' }] });
    expect(['targets.2.source', 'targets.2.clock.type', 'targets.0.clock.duration', 'targets.3.code', 'zone', 'nowhere.at.all'].map(written)).toEqual([
      'targets.1.source', 'targets.1.clock.type', 'base: targets.0.clock.duration', 'targets.0.code', 'base: zone', 'nowhere.at.all',
    ]);
  });
});
