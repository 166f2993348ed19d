import { describe, expect, it } from '@jest/globals';
import { runOracle } from './oracle.run.js';

describe('every unit beside a minute-by-minute walk', () => {
  it('[C3][C5] agrees on due, levels, counted and remaining time and state of 5,000 random clocks on random calendars', () => {
    const { cases, differences, byUnit, neverDue, outside } = runOracle(5_000, 20241001);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(cases).toBe(5_000);
    expect(Object.keys(byUnit)).toHaveLength(9);
    expect(Math.min(...Object.values(byUnit))).toBeGreaterThan(150);
    expect(neverDue).toBeGreaterThan(50);
    expect(outside).toBeLessThan(500);
  }, 120_000);
});
