import { describe, expect, it } from '@jest/globals';
import { WakeSignal } from './wake.signal.js';

describe('the wake signal', () => {
  it('wakes a sleeper, keeps a wake that comes early, and sleeps again after it', async () => {
    const signal = new WakeSignal();
    signal.wake();
    signal.wake();
    await signal.sleep(60_000);
    const sleeping = signal.sleep(60_000);
    signal.wake();
    await sleeping;
    const began = Date.now();
    await signal.sleep(30);
    expect(Date.now() - began).toBeGreaterThanOrEqual(25);
  });
});
