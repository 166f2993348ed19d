/** Runs a job `count` times, at most `concurrency` at once; the first failure ends it. */
export const sideBySide = async <T>(count: number, concurrency: number, job: (n: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await job(n);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
  return results;
};
