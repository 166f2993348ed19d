import { invalid } from '@mendline/contracts';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PackReading } from '@mendline/contracts/policy-pack';
import { parse, YAMLParseError } from 'yaml';
import { countingProblems } from './counting.domain.js';

/** Longest text of a pack, in characters. */
export const largestSource = 200_000;

const mostAliases = 50;

/**
 * Reads the YAML of a pack: what it says, or everything that is wrong with it, by path or by line.
 * Throws DomainError `policy-pack.too-large`.
 */
export const readPackSource = (source: string): PackReading => {
  if (source.length > largestSource) throw invalid('policy-pack.too-large', { actual: source.length, max: largestSource });
  try {
    return withCounting(readPack(parse(source, { maxAliasCount: mostAliases, logLevel: 'error' })));
  } catch (error) {
    if (error instanceof YAMLParseError) return broken(`line ${error.linePos?.[0].line ?? '?'}`, error.message.split('\n')[0] ?? 'not YAML');
    if (error instanceof ReferenceError) return broken('aliases', `found ${error.message}; allowed: at most ${mostAliases} resolved aliases`);
    throw error;
  }
};

/** A pack is right only if its clocks can be counted. */
const withCounting = (reading: PackReading): PackReading => {
  const problems = reading.pack ? countingProblems(reading.pack) : [];
  return problems.length > 0 ? { pack: null, problems } : reading;
};

const broken = (path: string, message: string): PackReading => ({ pack: null, problems: [{ path, message }] });
