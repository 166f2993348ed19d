import { setTimeout as delay } from 'node:timers/promises';

/** Injection token of the time, in milliseconds, that a caller's request may wait for something that is on its way here. */
export const ARRIVAL_PATIENCE_MS = Symbol('mendline.arrival-patience-ms');

const firstPauseMs = 25;
const longestPauseMs = 250;

/**
 * Looks for something that a caller may know of already and this service not yet: another service has answered the caller,
 * and its fact or its step is still on the way. Looks again until it is there or the patience is at its end.
 * @returns what `look` found, or null
 */
export const awaitArrival = async <T>(look: () => Promise<T | null>, patienceMs: number): Promise<T | null> => {
  const until = performance.now() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
    const found = await look();
    if (found !== null || performance.now() + pause > until) return found;
    await delay(pause);
  }
};
