import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@mendline/testing';
import { drawFaults } from './havoc.js';

const draw = (seed: number): string[] => drawFaults(seededRandom(seed), 15).map(({ what }) => what);

describe('a round of faults', () => {
  it('begins with one of every process', () => {
    const first = draw(5).slice(0, 8).join('\n');
    for (const name of ['intake', 'dispatch', 'field-service', 'quality-analytics', 'gateway', 'kafka', 'temporal']) expect(first).toContain(name);
    expect(first).toMatch(/postgres/i);
  });

  it('kills every process, freezes every service and restarts it in order', () => {
    const faults = draw(1).join('\n');
    for (const name of ['intake', 'dispatch', 'field-service', 'quality-analytics', 'gateway', 'kafka', 'temporal', 'postgres']) expect(faults).toContain(`kill -9 of ${name}`);
    for (const name of ['intake', 'dispatch', 'field-service', 'quality-analytics', 'gateway']) {
      expect(faults).toContain(`${name} frozen`);
      expect(faults).toContain(`${name} restarted in order`);
    }
  });

  it('is the same for the same seed, and has another order for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(8)).not.toEqual(draw(7));
    expect(draw(8)).toHaveLength(draw(7).length);
  });

  it('is over within the longest span that a part may be away', () => {
    const spans = drawFaults(seededRandom(3), 4).flatMap(({ what }) => Number(/for (\d+) s/.exec(what)?.[1] ?? 0));
    expect(Math.max(...spans)).toBeLessThanOrEqual(4);
  });
});
