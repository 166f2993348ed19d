import type DataLoader from 'dataloader';
import type { Language } from '../errors/message.catalogue.js';
import type { Principal } from '../../auth/tokens/index.js';

/** What a batch function may know of the request. */
export interface LoaderScope {
  readonly principal?: Principal;
  readonly language: Language;
  readonly correlationId: string;
}

/** Makes a loader for one request. Keep it in a field: its identity is the loader's name. */
export type LoaderFactory<K, V> = (scope: LoaderScope) => DataLoader<K, V>;

/** The DataLoaders of one request: batches the look-ups of one tick and never outlives the request's rights. */
export class Loaders {
  readonly #made = new Map<LoaderFactory<never, never>, DataLoader<never, never>>();

  constructor(private readonly scope: LoaderScope) {}

  get<K, V>(factory: LoaderFactory<K, V>): DataLoader<K, V> {
    const name = factory as unknown as LoaderFactory<never, never>;
    const known = this.#made.get(name) as unknown as DataLoader<K, V> | undefined;
    if (known) return known;
    const loader = factory(this.scope);
    this.#made.set(name, loader as unknown as DataLoader<never, never>);
    return loader;
  }

  /** Forgets everything, before the next event of a subscription reads again. */
  clear(): void {
    this.#made.clear();
  }
}
