/** How an engine was found; shown to people. */
export type EngineSource = 'given' | 'path' | 'cache' | 'built';

/** `given`: somebody else runs it at that address. Otherwise the launcher runs it from a distribution on this machine. */
export type Resolved<D> = { readonly source: 'given'; readonly address: string } | { readonly source: Exclude<EngineSource, 'given'>; readonly distribution: D };

/** Ways to come by one engine; each answers undefined when it has nothing. */
export interface EngineRecipe<D> {
  readonly name: string;
  /** Address in the environment, e.g. KAFKA_BROKERS. */
  given(): string | undefined;
  onPath(): Promise<D | undefined>;
  cached(): Promise<D | undefined>;
  /** Throws `EngineUnavailable` when a tool is missing. */
  build(): Promise<D>;
}

/** The engine cannot be had here; the message says in one line what to install or what else to do. */
export class EngineUnavailable extends Error {}

/** The order of issue and runbook: environment, PATH, cache, build. */
export async function resolveEngine<D>(recipe: EngineRecipe<D>): Promise<Resolved<D>> {
  const address = recipe.given();
  if (address !== undefined && address !== '') return { source: 'given', address };
  const onPath = await recipe.onPath();
  if (onPath !== undefined) return { source: 'path', distribution: onPath };
  const cached = await recipe.cached();
  if (cached !== undefined) return { source: 'cache', distribution: cached };
  return { source: 'built', distribution: await recipe.build() };
}
