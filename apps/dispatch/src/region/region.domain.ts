/** Provinces and cities; a municipality is both under one code. */
export const regionLevels = ['province', 'city'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/** A place of the reference data with the codes of its neighbours of the same level, by land or by a sea link. */
export interface Region {
  readonly level: RegionLevel;
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  readonly neighbours: readonly string[];
}

/** Where a region code of a ticket or a person lies; null where the reference data does not know it. */
export interface Place {
  readonly province: string | null;
  readonly city: string | null;
}

/** Hops to other region codes; null for those that are further than asked, or of which nothing is known. */
export type HopsTo = (region: string) => number | null;

type Graph = ReadonlyMap<string, readonly string[]>;

const nowhere: Place = { province: null, city: null };
const adcode = /^\d{6}$/u;

/** The neighbourhood of regions: which place a code means, and how many borders lie between two. */
export class RegionMap {
  private readonly graphs: Readonly<Record<RegionLevel, Graph>>;

  constructor(regions: readonly Region[]) {
    this.graphs = { province: graphOf(regions, 'province'), city: graphOf(regions, 'city') };
  }

  /** A district belongs to its city, a city to its province; codes of a tenant's own are no place of this map. */
  placeOf(code: string): Place {
    if (!adcode.test(code)) return nowhere;
    const province = `${code.slice(0, 2)}0000`;
    const city = [code, `${code.slice(0, 4)}00`, province].find((candidate) => this.graphs.city.has(candidate)) ?? null;
    return { city, province: this.graphs.province.has(province) ? province : null };
  }

  /**
   * Counts borders from a region outwards: 0 is the region itself. Cities are compared with cities; where one of the two
   * is a whole province, provinces are.
   * @param furthest hops beyond which nobody asks
   */
  hopsFrom(region: string, furthest: number): HopsTo {
    const from = this.placeOf(region);
    const cities = ring(this.graphs.city, from.city, furthest);
    const provinces = ring(this.graphs.province, from.province, furthest);
    const hopsTo = (other: string): number | null => {
      if (other === region) return 0;
      const to = this.placeOf(other);
      if (from.city !== null && to.city !== null) return cities.get(to.city) ?? null;
      return to.province === null ? null : (provinces.get(to.province) ?? null);
    };
    return remembering(hopsTo);
  }
}

const graphOf = (regions: readonly Region[], level: RegionLevel): Graph =>
  new Map(regions.filter((region) => region.level === level).map(({ code, neighbours }) => [code, neighbours]));

/** Breadth first, so that the first way to a place is the shortest. */
const ring = (graph: Graph, start: string | null, furthest: number): ReadonlyMap<string, number> => {
  const hops = new Map<string, number>(start === null ? [] : [[start, 0]]);
  for (const [place, distance] of hops) {
    if (distance >= furthest) continue;
    for (const neighbour of graph.get(place) ?? []) {
      if (!hops.has(neighbour)) hops.set(neighbour, distance + 1);
    }
  }
  return hops;
};

/** Many people live in few regions. */
const remembering = (hopsTo: HopsTo): HopsTo => {
  const known = new Map<string, number | null>();
  return (region) => {
    const before = known.get(region);
    if (before !== undefined) return before;
    const hops = hopsTo(region);
    known.set(region, hops);
    return hops;
  };
};
