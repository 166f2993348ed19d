import { describe, expect, it } from '@jest/globals';
import { findLeaks, plantPersonalData } from './index.js';

const corpus = plantPersonalData({ seed: 5, people: 9 });

describe('planted personal data', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plantPersonalData({ seed: 5, people: 9 })).toEqual(corpus);
    expect(plantPersonalData({ seed: 6, people: 9 }).needles).not.toEqual(corpus.needles);
  });

  it('[A11-5] has every spelling of everybody in some text', () => {
    const all = corpus.texts.map(({ text }) => text).join('\n');
    expect(corpus.needles.filter((needle) => !all.includes(needle))).toEqual([]);
    expect(corpus.needles.length).toBeGreaterThan(9 * 14);
  });

  it('names each planted spelling of a text', () => {
    for (const { text, planted } of corpus.texts) for (const value of planted) expect(text).toContain(value);
  });

  it('has no two people with the same data', () => {
    for (const field of ['name', 'phone', 'email', 'address'] as const) {
      expect(new Set(corpus.people.map((person) => person[field])).size).toBe(corpus.people.length);
    }
  });
});

describe('leak search', () => {
  const needles = ['昝翀旸', '13812345678'];

  it.each([
    ['clear', 'x 昝翀旸 y'],
    ['hex', `\\x00${Buffer.from('我是昝翀旸。').toString('hex')}`],
    ['json', JSON.stringify('昝翀旸').replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)],
    ['url', `name=${encodeURIComponent('昝翀旸')}`],
  ])('finds a needle in the form %s', (form, dump) => {
    expect(findLeaks(dump, needles)).toEqual([expect.objectContaining({ needle: '昝翀旸', form })]);
  });

  it('finds base64 at every alignment', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const dump = Buffer.from(`${before}13812345678 later`).toString('base64');
      expect(findLeaks(dump, needles).map(({ form }) => form)).toContain('base64');
    }
  });

  it('finds nothing where nothing is', () => {
    expect(findLeaks('13812345679 昝翀 \\x1234 QUJD', needles)).toEqual([]);
  });
});
