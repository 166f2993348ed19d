import { describe, expect, it } from '@jest/globals';
import { cellOf, isTicketId } from '@mendline/contracts/ids';
import { newId, newTicketId, uuidv7 } from './index.js';

const many = (make: () => string): string[] => Array.from({ length: 10_000 }, make);

describe('ids', () => {
  it('of tickets tell their cell and grow', () => {
    const ids = many(() => newTicketId('cn1'));
    expect(ids.every(isTicketId)).toBe(true);
    expect(cellOf(ids[0] ?? '')).toBe('cn1');
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carry the prefix of their aggregate', () => {
    expect(newId('ofr')).toMatch(/^ofr_[0-9A-HJKMNP-TV-Z]{26}$/u);
  });
});

describe('uuidv7', () => {
  it('has version, variant and the present time, and grows even within a millisecond', () => {
    const before = Date.now();
    const ids = many(uuidv7);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u.test(id))).toBe(true);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    const time = Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThan(before + 1_000);
  });
});
