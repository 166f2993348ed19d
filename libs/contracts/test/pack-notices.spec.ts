import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { extendPack, readPack } from '../src/policy-pack/index.js';
import type { PolicyPack } from '../src/policy-pack/index.js';

const folder = fileURLToPath(new URL('../../../data/packs/', import.meta.url));
const preset = (code: string): unknown => parse(readFileSync(`${folder}presets/${code}.yaml`, 'utf8'));
const presets = readdirSync(`${folder}presets`).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []));
const parents = { find: (code: string) => Promise.resolve(preset(code)), codes: () => Promise.resolve(presets) };

const read = async (source: unknown): Promise<PolicyPack> => {
  const { pack, problems } = readPack((await extendPack(source, parents)).content);
  if (!pack) throw new Error(JSON.stringify(problems));
  return pack;
};

describe('the notices of every pack that comes with the system', () => {
  // What the presets stand on is no whole pack.
  const sources = [...presets.filter((code) => code !== 'base' && code !== 'project').map(preset), ...['demo', 'borealis'].map((code) => parse(readFileSync(`${folder}${code}.yaml`, 'utf8')) as unknown)];

  it.each(sources.map((source) => [(source as { pack: string }).pack, source]))('[A8-3] [A8-5] of %s ask the supervisor only where a route has his approval, and the customer when his word is waited for', async (_, source) => {
    const { kinds, notices } = await read(source);
    const supervised = kinds.some(({ route }) => route.includes('approved'));
    expect(notices.some(({ code }) => code === 'plan-to-approve')).toBe(supervised);
    expect(notices.filter(({ link }) => link === 'consent').map(({ at }) => at)).toEqual([[supervised ? 'approved' : 'planned']]);
  });
});
