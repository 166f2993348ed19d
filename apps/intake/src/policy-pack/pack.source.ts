import { invalid } from '@mendline/contracts';
import { extendPack, problem, problemAt, readPack } from '@mendline/contracts/policy-pack';
import type { PackParents, PackProblem, PolicyPack } from '@mendline/contracts/policy-pack';
import { YAMLParseError } from 'yaml';
import { countingProblems } from './counting.domain.js';
import { shippedPacks } from './pack.parents.js';
import { fewAliases, parsePack } from './pack.yaml.js';

/** Longest text of a pack, in characters. */
export const largestSource = 200_000;

/** A pack's text, laid over what it extends and read: what it says, or everything that is wrong with it. */
export type SourceReading = (
  | { readonly pack: PolicyPack; readonly problems: readonly [] }
  | { readonly pack: null; readonly problems: readonly PackProblem[] }
) & {
  /** Codes of the packs that it extends, the nearest first. */
  readonly parents: readonly string[];
  /** A path of what was read as the path in the file where it was written. */
  readonly written: (path: string) => string;
};

/**
 * Reads the YAML of a pack: what it says together with the packs that it extends, or everything that is wrong with it, by path or by line.
 * Throws DomainError `policy-pack.too-large`.
 */
export const readPackSource = async (source: string, parents: PackParents = shippedPacks): Promise<SourceReading> => {
  if (source.length > largestSource) throw invalid('policy-pack.too-large', { actual: source.length, max: largestSource });
  try {
    return await readContent(parsePack(source), parents);
  } catch (error) {
    if (error instanceof YAMLParseError) return broken(problem(`line ${error.linePos?.[0].line ?? '?'}`, { en: firstLine(error.message), zh: `不是有效的 YAML：${firstLine(error.message)}` }));
    if (error instanceof ReferenceError) return broken(problemAt('aliases', error.message, fewAliases));
    throw error;
  }
};

const readContent = async (own: unknown, among: PackParents): Promise<SourceReading> => {
  const { content, problems: misfits, parents, written } = await extendPack(own, among);
  if (misfits.length > 0) return { pack: null, problems: misfits, parents, written };
  const { pack, problems } = readPack(content);
  // A pack is right only if its clocks can be counted.
  const found = pack ? countingProblems(pack) : problems;
  return pack && found.length === 0 ? { pack, problems: [], parents, written } : { pack: null, problems: found.map((one) => ({ ...one, path: written(one.path) })), parents, written };
};

const broken = (one: PackProblem): SourceReading => ({ pack: null, problems: [one], parents: [], written: (path) => path });

const firstLine = (text: string): string => text.split('\n')[0] ?? 'not YAML';
