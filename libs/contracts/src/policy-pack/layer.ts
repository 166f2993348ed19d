/** Where something stands: in which pack, and at which path of its own text. */
export interface Place {
  readonly pack: string;
  readonly path: string;
}

/** A piece of a pack's text that knows where it was written. */
export type Layer =
  | { readonly shape: 'value'; readonly at: Place; readonly value: unknown }
  | { readonly shape: 'map'; readonly at: Place; readonly entries: ReadonlyMap<string, Layer> }
  | { readonly shape: 'list'; readonly at: Place; readonly items: readonly Layer[] };

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const below = ({ pack, path }: Place, key: string | number): Place => ({ pack, path: path === '' ? String(key) : `${path}.${key}` });

/** A parsed text, each piece with its place. */
export const layerOf = (value: unknown, at: Place): Layer => {
  if (Array.isArray(value)) return { shape: 'list', at, items: value.map((item, i) => layerOf(item, below(at, i))) };
  if (isMap(value)) return { shape: 'map', at, entries: new Map(Object.entries(value).map(([key, own]) => [key, layerOf(own, below(at, key))])) };
  return { shape: 'value', at, value };
};

/** What the pieces say together, without their places. */
export const contentOf = (layer: Layer): unknown => {
  if (layer.shape === 'value') return layer.value;
  if (layer.shape === 'list') return layer.items.map(contentOf);
  return Object.fromEntries([...layer.entries].map(([key, own]) => [key, contentOf(own)]));
};

/** Where the thing at a path of the content was written; what is not there at all belongs where it should have been. */
export const placeIn = (layer: Layer, path: string): Place => {
  let here = layer;
  const keys = path === '' ? [] : path.split('.');
  for (const [i, key] of keys.entries()) {
    const next = here.shape === 'map' ? here.entries.get(key) : here.shape === 'list' ? here.items[Number(key)] : undefined;
    if (!next) return keys.slice(i).reduce(below, here.at);
    here = next;
  }
  return here.at;
};
