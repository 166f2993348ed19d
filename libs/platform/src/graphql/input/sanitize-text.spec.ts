import { describe, expect, it } from '@jest/globals';
import { sanitizeText } from './sanitize-text.js';

describe('sanitizeText', () => {
  it.each([
    ['客户说：屏幕不亮 😀👩‍🔧', '客户说：屏幕不亮 😀👩‍🔧'],
    ['  two\r\nlines\tand tab ', 'two\nlines\tand tab'],
    ["'; drop table tickets; --", "'; drop table tickets; --"],
    ['e\u0301', '\u00e9'],
  ])('keeps %j', (input, kept) => {
    expect(sanitizeText(input, { max: 100 })).toBe(kept);
  });

  it.each([['a\u0000b'], ['\u0007bell'], ['a\u001b[31m'], ['\u0085next'], ['half \ud83d'], ['\ude00 half'], ['\u202egnp.exe']])('refuses %j', (input) => {
    expect(() => sanitizeText(input, { max: 100 })).toThrow(expect.objectContaining({ code: 'input.text-invalid', kind: 'invalid' }));
  });

  it('counts code points, refuses more than the limit, and does not choke on a megabyte', () => {
    expect(sanitizeText('😀'.repeat(10), { max: 10 })).toHaveLength(20);
    expect(() => sanitizeText('😀'.repeat(11), { max: 10 })).toThrow(expect.objectContaining({ code: 'input.text-too-long', params: { actual: 11, max: 10 } }));
    const started = performance.now();
    expect(() => sanitizeText('x'.repeat(1_000_000), { max: 4_000 })).toThrow('input.text-too-long');
    expect(performance.now() - started).toBeLessThan(50);
  });

  it('refuses an empty text only where one is needed', () => {
    expect(sanitizeText(' \n ', { max: 10 })).toBe('');
    expect(() => sanitizeText(' \n ', { max: 10, required: true })).toThrow('input.text-empty');
  });
});
