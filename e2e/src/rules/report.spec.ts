import { describe, expect, it } from '@jest/globals';
import { reportRules } from './report.js';
import { readRules } from './rule.list.js';
import { evidenceOf, ruleIdsOf } from './spec.titles.js';

const list = `
These ids (A1-1 … A16-26) are rules.
| id | rule | source |
|---|---|---|
| A6-3 | contact customer after assignment | S2 |
- A16-1 a form (S0)
A16-26 Golden rows, good as a fixture.
| C1 | number | one scheme |
`;

describe('the report of rules', () => {
  it('reads every rule of the list once', () => {
    expect(readRules(list).map(({ id }) => id)).toEqual(['A6-3', 'A16-1', 'A16-26', 'C1']);
  });

  it('reads ids from titles only, in any quotes and in tables of cases', () => {
    const source = `
      // [A1-2] is no title
      it('[A6-3] asks', () => {}); it("[C1, A2-14] numbers", f); test.skip(\`[A9-9] later\`, f);
      it.each([['[A1-1]', 2]])('[A6-13] takes %s', f);
      describe('[A5-2] sessions', () => {});
    `;
    expect([...ruleIdsOf(source)].sort()).toEqual(['A2-14', 'A5-2', 'A6-13', 'A6-3', 'A9-9', 'C1']);
  });

  it('reads the titles of a table\'s rows where they name the tests', () => {
    const table = `const rows = [{ title: '[A6-9] respond', due: 1 }, { title: "[A6-10] answer", due: 2 }];`;
    expect([...ruleIdsOf(`${table} it.each(rows)('$title', f);`)]).toEqual(['A6-9', 'A6-10']);
    expect([...ruleIdsOf(`${table} it('[C1] looks at rows', f);`)]).toEqual(['C1']);
  });

  it('knows what a test is worth by the name of its file', () => {
    expect(['a.spec.ts', 'a.int-spec.ts', 'a.e2e-spec.ts', 'spec.ts'].map(evidenceOf)).toEqual(['calculated', 'shown', 'shown', null]);
  });

  it('counts in two columns and ends with the shown ones', () => {
    const specs = [{ path: 'x.int-spec.ts', source: `it('[A6-3] asks', f)` }, { path: 'y.spec.ts', source: `it('[C1] numbers', f); it('[B2-2] is nothing', f); it('[C99] is unknown', f)` }];
    const { lines, unknown } = reportRules(readRules(list), specs);
    expect(lines.at(-1)).toBe('shown 1 of 4');
    expect(lines.at(-2)).toBe('calculated 1 of 4');
    expect(lines[1]).toMatch(/^A6-3 +1 +contact customer/);
    expect(unknown).toEqual(['C99']);
  });
});
