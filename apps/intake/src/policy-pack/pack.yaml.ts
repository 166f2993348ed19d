import { parse } from 'yaml';

const mostAliases = 50;

/** The YAML of a pack as plain values. Throws YAMLParseError, and ReferenceError where aliases multiply. */
export const parsePack = (source: string): unknown => parse(source, { maxAliasCount: mostAliases, logLevel: 'error' });

/** What is allowed where aliases multiply. */
export const fewAliases = { en: `at most ${mostAliases} resolved aliases`, zh: `最多展开 ${mostAliases} 个别名` };
