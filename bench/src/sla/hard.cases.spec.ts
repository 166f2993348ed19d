import { describe, expect, it } from '@jest/globals';
import { inZone, ourRows } from './hard.cases.js';

describe('the hard cases of the comparison', () => {
  it('are all answered rightly by libs/sla, whatever the zone of the process', () => {
    for (const zone of ['UTC', 'Asia/Shanghai', 'America/St_Johns']) {
      expect(inZone(zone, ourRows).filter(({ right }) => !right)).toEqual([]);
    }
  });
});
