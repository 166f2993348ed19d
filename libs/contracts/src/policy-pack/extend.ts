import { contentOf, layerOf, placeIn } from './layer.js';
import type { Layer, Place } from './layer.js';
import { overlay } from './overlay.js';
import type { Misfit } from './overlay.js';
import type { Words } from './phrase.js';
import { oneOf, problemAt } from './problem.js';
import type { PackProblem } from './problem.js';

/** Where the packs are that another one may extend. */
export interface PackParents {
  /** A pack as parsed; null where there is none of that code. */
  find(code: string): Promise<unknown>;
  /** Codes that there are. */
  codes(): Promise<readonly string[]>;
}

/** Packs laid over each other. */
export interface ExtendedPack {
  /** What all of them say together, without `extends`; null where they could not be laid together. */
  readonly content: unknown;
  readonly problems: readonly PackProblem[];
  /** Codes of the packs that it extends, the nearest first. */
  readonly parents: readonly string[];
  /** A path of the content as the path in the file where it was written; one of another pack begins with that pack's code. */
  readonly written: (path: string) => string;
}

/** Longer chains nobody can follow. */
const mostParents = 8;

/** Nobody inherits these. */
const own = ['pack', 'title', 'extends'];

/**
 * Lays a pack over the one that it `extends`, and that over its own. What is said nearer goes before: maps are merged key by key, lists of
 * things with a name (`code`, `kind`, `level`) thing by thing, all else is replaced as a whole; `null` takes away. Nobody inherits a code
 * or a title. A pack that is not there, and one that extends itself by whatever detour, is a problem with the path to it.
 */
export const extendPack = async (content: unknown, parents: PackParents): Promise<ExtendedPack> => {
  const { layers, codes, misfit } = await chainOf(content, parents);
  const [top, ...others] = layers;
  const here = top?.at.pack ?? '';
  const misfits = misfit ? [misfit] : [];
  const whole = [top, ...others.map(withoutOwn)].reduceRight((below, above) => (below && above ? overlay(below, above, misfits) : (above ?? below)));
  return {
    content: whole && misfits.length === 0 ? contentOf(withoutKeys(whole, ['extends'])) : null,
    problems: misfits.map(({ at, found, allowed }) => problemAt(inWords(at, here), found, allowed)),
    parents: codes,
    written: (path) => (whole ? inWords(placeIn(whole, path), here) : path),
  };
};

const inWords = ({ pack, path }: Place, here: string): string => (pack === here ? path : `${pack}: ${path}`);

interface Chain {
  readonly layers: readonly Layer[];
  readonly codes: readonly string[];
  readonly misfit: Misfit | null;
}

/** The pack, its parent, the parent's parent, …; as far as it goes. */
const chainOf = async (content: unknown, parents: PackParents): Promise<Chain> => {
  const first = layerOf(content, { pack: codeIn(content) ?? '', path: '' });
  const layers = [first];
  const codes: string[] = [];
  for (let last: Layer = first; ; ) {
    const named = last.shape === 'map' ? last.entries.get('extends') : undefined;
    if (!named) return { layers, codes, misfit: null };
    const code = contentOf(named);
    const broken = (found: string, allowed: Words): Chain => ({ layers, codes, misfit: { at: named.at, found, allowed } });
    const way = [first.at.pack, ...codes];
    if (typeof code !== 'string') return broken(JSON.stringify(code), { en: 'the code of one pack', zh: '一个策略包的代码' });
    if (way.includes(code)) return broken([...way, code].join(' → '), { en: 'a pack that does not extend this one in turn', zh: '不反过来继承本包的策略包' });
    if (codes.length === mostParents) return broken([...way, code].join(' → '), { en: `at most ${mostParents} packs one above the other`, zh: `最多 ${mostParents} 层` });
    const parent = await parents.find(code);
    if (parent === null || parent === undefined) return broken(code, oneOf((await parents.codes()).filter((known) => !way.includes(known))));
    last = layerOf(parent, { pack: code, path: '' });
    layers.push(last);
    codes.push(code);
  }
};

const codeIn = (content: unknown): string | null => {
  const code: unknown = typeof content === 'object' && content !== null ? Reflect.get(content, 'pack') : null;
  return typeof code === 'string' ? code : null;
};

const withoutKeys = (layer: Layer, keys: readonly string[]): Layer =>
  layer.shape === 'map' ? { ...layer, entries: new Map([...layer.entries].filter(([key]) => !keys.includes(key))) } : layer;

const withoutOwn = (layer: Layer): Layer => withoutKeys(layer, own);
