import { describe, expect, it } from '@jest/globals';
import { LongUsage, readLongOptions } from './long.options.js';

const counts = { numbers: 10_000, chaos: 200 };

describe('the options of long runs', () => {
  it('take a name and its usual count, or what is said', () => {
    expect(readLongOptions(['numbers'], counts)).toEqual({ name: 'numbers', count: 10_000, seed: 1, runs: 1, pause: 15, span: 300, down: 60 });
    expect(readLongOptions(['chaos', '--count', '20', '--seed', '7', '--pause', '3', '--runs', '5'], counts)).toEqual({ name: 'chaos', count: 20, seed: 7, runs: 5, pause: 3, span: 300, down: 60 });
  });

  it.each([[[]], [['storm']], [['toString']], [['chaos', '--count', '0']], [['chaos', '--seed', 'x']], [['chaos', '--runs', '0']], [['chaos', '--tickets', '3']]])('refuse %j and name the runs there are', (argv) => {
    expect(() => readLongOptions(argv, counts)).toThrow(LongUsage);
    expect(() => readLongOptions(argv, counts)).toThrow('names: numbers, chaos');
  });
});
