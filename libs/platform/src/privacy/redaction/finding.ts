/** What a redacted text shows in place of what was found. */
export const placeholders = {
  phone: '[电话]',
  email: '[邮箱]',
  'id-number': '[证件号]',
  name: '[姓名]',
  address: '[地址]',
} as const;

/** A piece of personal data in a folded text: from (inclusive) to (exclusive). */
export interface Finding {
  readonly kind: keyof typeof placeholders;
  readonly start: number;
  readonly end: number;
}

/** All matches of a global regular expression, the next search beginning one character after a match that `accept` refuses. */
export function findAll(pattern: RegExp, text: string, kind: Finding['kind'], accept: (match: RegExpExecArray) => boolean = () => true): Finding[] {
  const found: Finding[] = [];
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    if (match[0] !== '' && accept(match)) found.push({ kind, start: match.index, end: match.index + match[0].length });
    else search.lastIndex = match.index + 1;
  }
  return found;
}

/** Overlapping findings become one, of the kind of the longest. In order. */
export function joinFindings(findings: readonly Finding[]): readonly Finding[] {
  const joined: Finding[] = [];
  for (const next of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || next.start >= last.end) joined.push(next);
    else {
      const kind = next.end - next.start > last.end - last.start ? next.kind : last.kind;
      joined[joined.length - 1] = { kind, start: last.start, end: Math.max(last.end, next.end) };
    }
  }
  return joined;
}
