import type { Rule } from './rule.list.js';
import { evidenceOf, ruleIdsOf } from './spec.titles.js';
import type { Evidence } from './spec.titles.js';

/** A spec file and its text. */
export interface SpecFile {
  readonly path: string;
  readonly source: string;
}

export interface RuleReport {
  readonly lines: readonly string[];
  /** Ids that a title names and the list does not have. */
  readonly unknown: readonly string[];
}

const count = (byRule: ReadonlyMap<string, number>, id: string): string => String(byRule.get(id) ?? '').padStart(7);

/** Two columns of how many spec files name each rule; the last line is `shown N of M`. */
export const reportRules = (rules: readonly Rule[], specs: readonly SpecFile[]): RuleReport => {
  const named: Record<Evidence, Map<string, number>> = { shown: new Map(), calculated: new Map() };
  for (const { path, source } of specs) {
    const evidence = evidenceOf(path);
    if (!evidence) continue;
    for (const id of ruleIdsOf(source)) named[evidence].set(id, (named[evidence].get(id) ?? 0) + 1);
  }
  const known = new Set(rules.map(({ id }) => id));
  const shown = rules.filter(({ id }) => named.shown.has(id)).length;
  const calculated = rules.filter(({ id }) => named.calculated.has(id)).length;
  return {
    unknown: [...new Set([...named.shown.keys(), ...named.calculated.keys()])].filter((id) => !known.has(id)).sort(),
    lines: [
      `${'rule'.padEnd(8)}${'shown'.padStart(7)}${'calc.'.padStart(7)}`,
      ...rules.map(({ id, text }) => `${id.padEnd(8)}${count(named.shown, id)}${count(named.calculated, id)}  ${text.slice(0, 90)}`),
      '',
      'shown: named by tests on real engines; calc.: named by other tests (numbers of spec files)',
      `calculated ${calculated} of ${rules.length}`,
      `shown ${shown} of ${rules.length}`,
    ],
  };
};
