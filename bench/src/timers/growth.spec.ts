import { describe, expect, it } from '@jest/globals';
import { growthWords } from './growth.js';

describe('growth', () => {
  it('says from what to what, and how much of it is one ticket', () => {
    expect(growthWords(new Map([['databases', 10]]), new Map([['databases', 110]]), 10_240)).toEqual({ databases: '10 → 110 MB (10.0 kB each)' });
  });
});
