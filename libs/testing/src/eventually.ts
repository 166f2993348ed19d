import { setTimeout as delay } from 'node:timers/promises';

/** Waits, in real time, until what is read holds, and answers it. Fails with what was seen last. */
export const eventually = async <T>(read: () => Promise<T> | T, holds: (seen: T) => boolean = Boolean, withinMs = 20_000): Promise<T> => {
  for (const end = Date.now() + withinMs; ; await delay(20)) {
    const seen = await read();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(seen)}`);
  }
};
