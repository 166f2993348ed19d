/** How a test shows a rule: `shown` on real engines (integration, end to end), `calculated` by any other test. */
export type Evidence = 'shown' | 'calculated';

const title = /\b(?:it|test|describe)(?:\.\w+)*(?:\s*\([^()'"`]*\))?\s*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const tableTest = /\b(?:it|test)\.each\b[\s\S]*?\)\s*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const rowTitle = /\btitle:\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const bracket = /\[([^\]]*)\]/g;
const id = /^(?:A\d+-\d+|C\d+)$/;

/** Rows of a table name their tests where the test's own title is `$title`. */
const rowsOf = (source: string): RegExpMatchArray[] => (/\(\s*(['"`])\$title\b/.test(source) ? [...source.matchAll(rowTitle)] : []);

/** The ids that the titles of a spec name in square brackets, `[A6-3]` or `[A2-14, C1]`. */
export const ruleIdsOf = (source: string): ReadonlySet<string> => {
  const titles = [...source.matchAll(title), ...source.matchAll(tableTest), ...rowsOf(source)].map((match) => match[2] ?? '');
  const ids = titles.flatMap((text) => [...text.matchAll(bracket)].flatMap((match) => (match[1] ?? '').split(/[,;\s]+/)));
  return new Set(ids.filter((word) => id.test(word)));
};

/** What a spec file's tests are worth, by its name. */
export const evidenceOf = (path: string): Evidence | null => {
  if (/\.(int|e2e)-spec\.ts$/.test(path)) return 'shown';
  return path.endsWith('.spec.ts') ? 'calculated' : null;
};
