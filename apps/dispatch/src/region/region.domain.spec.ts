import { describe, expect, it } from '@jest/globals';
import { RegionMap } from './region.domain.js';
import { readRegionFiles, regionsOf } from './region.files.js';

const regions = await readRegionFiles();
const map = new RegionMap(regions);
const hops = (from: string, to: string, furthest = 40) => map.hopsFrom(from, furthest)(to);

describe('the map of regions', () => {
  it('knows every province and city once, and every neighbour knows it', () => {
    for (const [level, count] of [['province', 34], ['city', 367]] as const) {
      const found = new Map(regions.filter((region) => region.level === level).map((region) => [region.code, region]));
      expect(found.size).toBe(count);
      const oneSided = [...found.values()].filter(({ code, neighbours }) => !neighbours.every((other) => found.get(other)?.neighbours.includes(code)));
      expect(oneSided).toEqual([]);
    }
  });

  it('[A7-3] leads from every place to every other: islands have their sea links', () => {
    for (const level of ['province', 'city'] as const) {
      const codes = regions.filter((region) => region.level === level).map(({ code }) => code);
      const reach = map.hopsFrom(level === 'city' ? '440800' : '440000', 100);
      expect(codes.filter((code) => reach(code) === null)).toEqual([]);
    }
    expect([hops('460000', '440000'), hops('710000', '350000'), hops('460100', '440800'), hops('710000', '350200')]).toEqual([1, 1, 1, 1]);
  });

  it('counts borders, the same both ways', () => {
    expect([hops('310000', '310000'), hops('310000', '320500'), hops('310000', '320200'), hops('320200', '310000')]).toEqual([0, 1, 2, 2]);
    expect(hops('310000', '320200', 1)).toBeNull();
  });

  it('[A7-1] takes a district for its city, a city for its province', () => {
    expect(map.placeOf('310115')).toEqual({ city: '310000', province: '310000' });
    expect(map.placeOf('320583')).toEqual({ city: '320500', province: '320000' });
    expect(map.placeOf('320000')).toEqual({ city: null, province: '320000' });
    expect([hops('320583', '320000'), hops('320583', '330000')]).toEqual([0, 1]);
  });

  it('says nothing of codes that are a tenant\'s own', () => {
    expect(map.placeOf('oslo')).toEqual({ city: null, province: null });
    expect([hops('oslo', 'oslo'), hops('oslo', 'bergen'), hops('310000', 'oslo'), hops('990000', '310000')]).toEqual([0, null, null, null]);
  });

  it('is refused with a neighbour that is nowhere', () => {
    expect(() => regionsOf('city', { 甲: { adcode: '110000', neighbors: ['乙'] } }, [])).toThrow('乙');
    expect(() => regionsOf('city', { 甲: { adcode: '110000', neighbors: [] } }, [{ between: ['甲', '丙'] }])).toThrow('丙');
  });
});
