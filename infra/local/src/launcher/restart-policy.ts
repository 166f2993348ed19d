/** Delays before each further start of a process that died, in milliseconds. */
const delays = [200, 500, 1000, 2000] as const;
const windowMs = 60_000;
const deathsAllowed = 5;

/**
 * Decides about one process that keeps dying: a growing delay, and undefined (give up) at the fifth death within a
 * minute. Pure: the caller tells the time in milliseconds.
 */
export class RestartPolicy {
  private deaths: number[] = [];

  died(now: number): number | undefined {
    this.deaths = [...this.deaths.filter((death) => now - death < windowMs), now];
    if (this.deaths.length >= deathsAllowed) return undefined;
    return delays[this.deaths.length - 1] ?? delays[delays.length - 1];
  }

  /** A person started it again: what was before does not count. */
  forget(): void {
    this.deaths = [];
  }
}
