import type { JarDistribution } from './java.js';
import { kafkaRecipe } from './kafka.engine.js';
import { mailServerRecipe } from './mail-server.engine.js';
import { postgresRecipe, type PostgresDistribution } from './postgres.engine.js';
import { printProgress, type Say } from './progress.js';
import { EngineUnavailable, resolveEngine, type EngineRecipe, type Resolved } from './resolver.js';
import { temporalRecipe, type TemporalDistribution } from './temporal.engine.js';
import { testServerRecipe } from './test-server.engine.js';

export const engineNames = ['postgres', 'kafka', 'temporal', 'test-server', 'mail-server'] as const;
export type EngineName = (typeof engineNames)[number];

interface Distributions {
  readonly postgres: PostgresDistribution;
  readonly kafka: JarDistribution;
  readonly temporal: TemporalDistribution;
  readonly 'test-server': string;
  readonly 'mail-server': string;
}

/** What was found or prepared for the engines that were asked for. */
export type PreparedEngines = { readonly [N in EngineName]?: Resolved<Distributions[N]> };

/**
 * Finds or prepares engines, all at once. Throws `EngineUnavailable` with one line per engine that cannot be had, after
 * the others have finished: their work is in the cache then.
 */
export async function prepareEngines(names: readonly EngineName[], env: NodeJS.ProcessEnv, say: Say = printProgress): Promise<PreparedEngines> {
  const results = await Promise.allSettled(names.map((name) => prepareOne(name, env, say)));
  const failures = results.filter((result) => result.status === 'rejected').map((result) => (result.reason as Error).message);
  if (failures.length > 0) throw new EngineUnavailable([...new Set(failures)].join('\n'));
  return Object.fromEntries(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

async function prepareOne(name: EngineName, env: NodeJS.ProcessEnv, say: Say): Promise<[EngineName, Resolved<unknown>]> {
  const sayHere = (line: string): void => { say(name, line); };
  return [name, await resolveEngine(recipe(name, env, sayHere))];
}

function recipe(name: EngineName, env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<unknown> {
  switch (name) {
    case 'postgres':
      return postgresRecipe(env);
    case 'kafka':
      return kafkaRecipe(env, say);
    case 'temporal':
      return temporalRecipe(env, say);
    case 'test-server':
      return testServerRecipe(env, say);
    case 'mail-server':
      return mailServerRecipe(env, say);
  }
}
