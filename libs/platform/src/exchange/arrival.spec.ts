import { describe, expect, it, jest } from '@jest/globals';
import { awaitArrival } from './arrival.js';

const after = (looks: number, what: string) => {
  let left = looks;
  return jest.fn(() => Promise.resolve(left-- > 0 ? null : what));
};

describe('awaitArrival', () => {
  it('does not wait for what is there', async () => {
    const look = after(0, 'here');
    await expect(awaitArrival(look, 0)).resolves.toBe('here');
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('waits for what is on its way', async () => {
    await expect(awaitArrival(after(2, 'late'), 2_000)).resolves.toBe('late');
  });

  it('gives up when the patience is at its end', async () => {
    const look = after(Infinity, 'never');
    await expect(awaitArrival(look, 60)).resolves.toBeNull();
    expect(look.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it('lets the look fail', async () => {
    await expect(awaitArrival(() => Promise.reject(new Error('down')), 1_000)).rejects.toThrow('down');
  });
});
