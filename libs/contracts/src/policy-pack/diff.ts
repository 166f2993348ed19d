/** One difference between two packs: where, by the names of things, and what stood and stands there; undefined where nothing did or does. */
export interface PackChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Named = ReadonlyMap<string, unknown>;

/** What differs from one pack to another, things with a name matched by it, in the order of the paths as they come. The order of keys says nothing, that of lists does. */
export const diffPacks = (before: unknown, after: unknown): readonly PackChange[] => differences('', before, after);

const differences = (path: string, before: unknown, after: unknown): readonly PackChange[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [namedOf(before), namedOf(after)];
  if (!old || !now || Array.isArray(before) !== Array.isArray(after)) return [{ path, before, after }];
  const inside = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => differences(path === '' ? name : `${path}.${name}`, old.get(name), now.get(name)));
  const [was, is] = [[...old.keys()], [...now.keys()]];
  const reordered = inside.length === 0 && Array.isArray(before) && was.join() !== is.join();
  return reordered ? [{ path, before: was, after: is }] : inside;
};

/** A map by its keys, a list of things by their names; null for anything else. A name that is there twice is told apart by its kinds. */
const namedOf = (value: unknown): Named | null => {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    if (names.length === 0 || names.some((name) => name === null)) return null;
    const unique = names.map((name, i) => (names.filter((other) => other === name).length > 1 ? `${name ?? ''}(${kindsOf(value[i])})` : (name ?? '')));
    return new Map(unique.map((name, i) => [name, value[i]]));
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
};

const nameOf = (thing: unknown): string | null => {
  if (typeof thing !== 'object' || thing === null) return null;
  const name: unknown = ['code', 'kind', 'level'].map((key): unknown => Reflect.get(thing, key)).find((own) => own !== undefined);
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null;
};

const kindsOf = (thing: unknown): string => {
  const kinds: unknown = typeof thing === 'object' && thing !== null ? Reflect.get(thing, 'kinds') : null;
  return Array.isArray(kinds) ? kinds.join(' ') : '';
};
