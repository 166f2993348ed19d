import { contentOf } from './layer.js';
import type { Layer, Place } from './layer.js';
import type { Words } from './phrase.js';

type ListLayer = Extract<Layer, { readonly shape: 'list' }>;
type MapLayer = Extract<Layer, { readonly shape: 'map' }>;

/** Something that cannot be laid over another pack: where it was written, what stands there, and what would be allowed. */
export interface Misfit {
  readonly at: Place;
  readonly found: string;
  readonly allowed: Words;
}

/** By one of these the things of a list are told apart. */
const names = ['code', 'kind', 'level'] as const;

/** A map that says one of these is of another make: it takes the place of the whole. */
const makes = ['type', 'percent', 'offset'] as const;

const isNull = (layer: Layer | undefined): boolean => layer?.shape === 'value' && layer.value === null;

/** Lays one piece over another. What does not fit is told in `misfits`, and left out. */
export const overlay = (below: Layer, above: Layer, misfits: Misfit[]): Layer => {
  if (below.shape === 'map' && above.shape === 'map') return makes.some((key) => above.entries.has(key)) ? above : overMap(below, above, misfits);
  if (below.shape === 'list' && above.shape === 'list' && below.items.length > 0 && below.items.every((item) => nameOf(item) !== null)) return overList(below, above, misfits);
  return above;
};

const overMap = (below: MapLayer, above: MapLayer, misfits: Misfit[]): Layer => {
  const entries = new Map(below.entries);
  for (const [key, own] of above.entries) {
    const inherited = entries.get(key);
    if (inherited && isNull(own)) entries.delete(key);
    else entries.set(key, inherited ? overlay(inherited, own, misfits) : own);
  }
  return { ...above, entries };
};

/** Things keep the order in which they came; new ones follow. */
const overList = (below: ListLayer, above: ListLayer, misfits: Misfit[]): Layer => {
  let items = [...below.items];
  for (const own of above.items) {
    const removed = removedBy(own);
    const name = removed ?? nameOf(own);
    if (name === null) {
      items.push(own);
      continue;
    }
    const meant = meantBy(items, name, own);
    if (meant.length > 1) misfits.push({ at: own.at, found: `${name}, which is there ${meant.length} times`, allowed: { en: 'kinds, to say which is meant', zh: '用 kinds 指明是哪一个' } });
    else if (removed !== null) {
      if (meant.length === 0) misfits.push({ at: own.at, found: `${name}: null`, allowed: { en: `to take away one of ${items.map(nameOf).join(', ')}`, zh: `只能去掉以下之一：${items.map(nameOf).join(', ')}` } });
      items = items.filter((item) => !meant.includes(item));
    } else {
      const [inherited] = meant;
      items = inherited ? items.map((item) => (item === inherited ? overlay(inherited, own, misfits) : item)) : [...items, own];
    }
  }
  return { ...above, items };
};

/** By name; where the piece says `kinds`, by name and kinds together. */
const meantBy = (items: readonly Layer[], name: string, own: Layer): readonly Layer[] => {
  const named = items.filter((item) => nameOf(item) === name);
  const kinds = kindsOf(own);
  return kinds === null ? named : named.filter((item) => kindsOf(item) === kinds);
};

const kindsOf = (layer: Layer): string | null => {
  const kinds = layer.shape === 'map' ? layer.entries.get('kinds') : undefined;
  return kinds?.shape === 'list' ? JSON.stringify(kinds.items.map((item) => String(contentOf(item))).sort()) : null;
};

const nameOf = (layer: Layer): string | null => {
  if (layer.shape !== 'map') return null;
  const key = names.find((one) => layer.entries.get(one)?.shape === 'value');
  const named = key && layer.entries.get(key);
  return named && !isNull(named) ? String(contentOf(named)) : null;
};

/** `- plan: null` takes the thing named plan away. */
const removedBy = (layer: Layer): string | null => {
  if (layer.shape !== 'map' || nameOf(layer) !== null) return null;
  return [...layer.entries].find(([, value]) => isNull(value))?.[0] ?? null;
};
