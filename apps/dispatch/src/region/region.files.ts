import { readFile } from 'node:fs/promises';
import type { Region, RegionLevel } from './region.domain.js';

interface SourceRegion {
  readonly adcode: string;
  readonly neighbors: readonly string[];
}

type Source = Readonly<Record<string, SourceRegion>>;

interface SeaLink {
  readonly between: readonly [string, string];
}

const folder = new URL('../../../../data/cn-regions/', import.meta.url);

const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(new URL(file, folder), 'utf8')) as T;

/**
 * The regions of data/cn-regions: land borders, and the sea links that these leave out. Throws where a file names a
 * neighbour that it does not have.
 */
export const readRegionFiles = async (): Promise<Region[]> => {
  const [province, city, links] = await Promise.all([
    read<Source>('province.json'),
    read<Source>('city.json'),
    read<Record<RegionLevel, readonly SeaLink[]>>('sea-links.json'),
  ]);
  return [...regionsOf('province', province, links.province), ...regionsOf('city', city, links.city)];
};

/** One level with its links in both directions, neighbours by code. */
export const regionsOf = (level: RegionLevel, source: Source, links: readonly SeaLink[]): Region[] => {
  const codeOf = (name: string): string => {
    const code = source[name]?.adcode;
    if (code === undefined) throw new Error(`cn-regions: there is no ${level} ${name}`);
    return code;
  };
  const overSea = (name: string): string[] => links.flatMap(({ between: [a, b] }) => (a === name ? [b] : b === name ? [a] : []));
  for (const { between } of links) between.forEach(codeOf);
  return Object.entries(source).map(([name, { adcode, neighbors }]) => ({
    level, code: adcode, name, neighbours: [...new Set([...neighbors, ...overSea(name)].map(codeOf))].sort(),
  }));
};
