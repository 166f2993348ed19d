import { describe, expect, it } from '@jest/globals';
import { spread } from './armed.lives.js';

describe('a sample', () => {
  it('is spread over the whole list, the last one among it', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => String(n));
    expect(spread(ids, 4)).toEqual(['249', '499', '749', '999']);
    expect(spread(ids.slice(0, 3), 100)).toEqual(['0', '1', '2']);
    expect(spread([], 100)).toEqual([]);
  });
});
