import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition on real engines holds; fails with what was seen last. */
export const eventually = async <T>(read: () => Promise<T> | T, holds: (value: T) => boolean, withinMs = 10_000): Promise<T> => {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(value)}`);
    await delay(20);
  }
};
