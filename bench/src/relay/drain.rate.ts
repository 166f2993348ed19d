/** How many were left at an instant (milliseconds of any clock). */
export interface Sample {
  readonly at: number;
  readonly left: number;
}

/** What is not counted: beginning and end of a drain, where processes warm up and rounds are not full. */
const warmUpShare = 0.25;
const endShare = 0.03;

/** Units per second in the steady part of a drain of `total`. Throws when there are too few samples in it. */
export const drainRate = (total: number, samples: readonly Sample[]): number => {
  const steady = samples.filter(({ left }) => left <= total * (1 - warmUpShare) && left >= total * endShare);
  const [first] = steady;
  const last = steady.at(-1);
  if (!first || !last || last.at <= first.at || last.left >= first.left) throw new Error('the drain was too short to be measured: take a greater backlog');
  return (first.left - last.left) / ((last.at - first.at) / 1000);
};
