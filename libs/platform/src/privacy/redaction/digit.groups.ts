/** A run of digits and how it stands in its text. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Whether the next group may belong to the same number: only a space, dash, dot, bracket … lies between. */
  readonly joinsNext: boolean;
  readonly gapToNext: string;
}

/** Groups i … j of one number. */
export interface Joined {
  readonly digits: string;
  readonly sizes: readonly number[];
  readonly gaps: readonly string[];
  readonly start: number;
  readonly end: number;
}

// People also write 一, the numeral one, as a dash: 0571一88886666.
const GAP = /^(?:[ \t]{1,3}|[ \t]?[-‐‑‒–—―−_.·•,、/~()一ー][ \t]?|\)[ \t]?-|[ \t]?\()$/u;

export function digitGroups(text: string): readonly DigitGroup[] {
  const runs = [...text.matchAll(/[0-9]+/g)].map((match) => ({ digits: match[0], start: match.index, end: match.index + match[0].length }));
  return runs.map((run, index) => {
    const next = runs[index + 1];
    const gapToNext = next === undefined || next.start - run.end > 4 ? '' : text.slice(run.end, next.start);
    return { ...run, gapToNext, joinsNext: gapToNext !== '' && GAP.test(gapToNext) };
  });
}

/** The numbers that begin with group `from`, shortest first, up to `maxDigits`. */
export function joinedFrom(groups: readonly DigitGroup[], from: number, maxDigits: number): readonly Joined[] {
  const found: Joined[] = [];
  const sizes: number[] = [];
  const gaps: string[] = [];
  const start = groups[from]?.start ?? 0;
  let digits = '';
  for (let index = from; index < groups.length && digits.length < maxDigits; index += 1) {
    const group = groups[index];
    const before = groups[index - 1];
    if (group === undefined || (index > from && before?.joinsNext !== true)) break;
    if (digits.length + group.digits.length > maxDigits) break;
    if (index > from) gaps.push(before?.gapToNext.trim() ?? '');
    digits += group.digits;
    sizes.push(group.digits.length);
    found.push({ digits, sizes: sizes.slice(), gaps: gaps.slice(), start, end: group.end });
  }
  return found;
}
