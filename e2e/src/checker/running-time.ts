/** Time during which a clock stands still: from (inclusive) to (exclusive), in milliseconds; `to` is infinite while it lasts. */
export interface Standstill {
  readonly from: number;
  readonly to: number;
}

/** Standstills in order and without overlap. */
export const merged = (standstills: readonly Standstill[]): readonly Standstill[] => {
  const result: Standstill[] = [];
  for (const next of [...standstills].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && next.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else if (next.to > next.from) result.push(next);
  }
  return result;
};

/** The instant at which a clock that starts at `start` has run for `need` milliseconds; infinite while it stands still before. */
export const instantAfter = (start: number, need: number, standstills: readonly Standstill[]): number => {
  let at = start;
  let left = Math.max(0, need);
  for (const { from, to } of merged(standstills)) {
    if (to <= at) continue;
    const runs = Math.max(0, from - at);
    if (left <= runs) break;
    left -= runs;
    at = to;
  }
  return at + left;
};

/** The first instant at or after `at` at which the clock runs. */
export const runningAt = (at: number, standstills: readonly Standstill[]): number => merged(standstills).find(({ from, to }) => from <= at && at < to)?.to ?? at;
