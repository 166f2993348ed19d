import { describe, expect, it } from '@jest/globals';
import { DeviceGroup } from './device.group.js';

describe('the tickets of one request', () => {
  it('go on together: nobody tells a result before all are there', () => {
    const group = new DeviceGroup('rq_1', ['a', 'b']);
    expect([group.allAt('a', 'result-telling'), group.allAt('a', 'result-telling'), group.allAt('b', 'result-telling'), group.allAt('a', 'result-telling')]).toEqual([false, false, true, true]);
    expect(group.allAt('a', 'confirmation')).toBe(false);
  });

  it('have one word of the customer, again when it was not taken', () => {
    const group = new DeviceGroup('rq_1', ['a', 'b']);
    expect([group.speak(), group.speak()]).toEqual([true, false]);
    group.takeBack();
    expect(group.speak()).toBe(true);
  });
});
