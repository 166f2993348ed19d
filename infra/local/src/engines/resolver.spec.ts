import { describe, expect, it } from '@jest/globals';
import { EngineUnavailable, resolveEngine, type EngineRecipe } from './resolver.js';

/** A recipe that has the named ways and notes which were tried. */
function aRecipe(has: readonly ('given' | 'path' | 'cache')[]): { recipe: EngineRecipe<string>; tried: string[] } {
  const tried: string[] = [];
  const way = (name: 'path' | 'cache'): Promise<string | undefined> => {
    tried.push(name);
    return Promise.resolve(has.includes(name) ? `from ${name}` : undefined);
  };
  const recipe: EngineRecipe<string> = {
    name: 'kafka',
    given: () => (has.includes('given') ? 'broker:9092' : undefined),
    onPath: () => way('path'),
    cached: () => way('cache'),
    build: () => {
      tried.push('build');
      return Promise.resolve('from build');
    },
  };
  return { recipe, tried };
}

describe('resolveEngine', () => {
  it('uses what the environment names and looks no further', async () => {
    const { recipe, tried } = aRecipe(['given', 'path', 'cache']);
    await expect(resolveEngine(recipe)).resolves.toEqual({ source: 'given', address: 'broker:9092' });
    expect(tried).toEqual([]);
  });

  it('prefers PATH to the cache', async () => {
    const { recipe, tried } = aRecipe(['path', 'cache']);
    await expect(resolveEngine(recipe)).resolves.toEqual({ source: 'path', distribution: 'from path' });
    expect(tried).toEqual(['path']);
  });

  it('builds only when PATH and cache have nothing', async () => {
    const cached = aRecipe(['cache']);
    await expect(resolveEngine(cached.recipe)).resolves.toEqual({ source: 'cache', distribution: 'from cache' });
    const bare = aRecipe([]);
    await expect(resolveEngine(bare.recipe)).resolves.toEqual({ source: 'built', distribution: 'from build' });
    expect(bare.tried).toEqual(['path', 'cache', 'build']);
  });

  it('takes an empty variable for none', async () => {
    const { recipe } = aRecipe(['cache']);
    await expect(resolveEngine({ ...recipe, given: () => '' })).resolves.toMatchObject({ source: 'cache' });
  });

  it('passes on why an engine cannot be had', async () => {
    const { recipe } = aRecipe([]);
    const build = (): Promise<string> => Promise.reject(new EngineUnavailable('Go is missing: install Go'));
    await expect(resolveEngine({ ...recipe, build })).rejects.toThrow('Go is missing');
  });
});
