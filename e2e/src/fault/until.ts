import { setTimeout as delay } from 'node:timers/promises';

/** Waits for something that comes by itself; throws with its name when it does not come. A look that fails is a look that saw nothing. */
export const until = async (what: string | (() => string), limitMs: number, holds: () => boolean | Promise<boolean>, pauseMs = 50): Promise<void> => {
  const end = Date.now() + limitMs;
  let failure = '';
  for (;;) {
    try {
      if (await holds()) return;
      failure = '';
    } catch (error) {
      failure = error instanceof Error ? `; last look: ${error.message}` : '';
    }
    if (Date.now() > end) throw new Error(`after ${limitMs / 1000} s still not: ${typeof what === 'string' ? what : what()}${failure}`);
    await delay(pauseMs);
  }
};
