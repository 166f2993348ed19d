import { describe, expect, it, jest } from '@jest/globals';
import { fleetOf, looksAt, plantedIn } from '../../test/fleet.js';
import type { Fleet } from '../../test/fleet.js';
import { historiesOf } from './claims.domain.js';
import { suspect } from './detection.domain.js';

jest.setTimeout(600_000);

const fleets = 50;
const quietMs = 28 * 86_400_000;

interface Alarm {
  readonly level: 'batch' | 'model';
  readonly model: string;
  readonly batch: string | null;
  readonly fault: string | null;
  readonly at: number;
}

/** Looks at units beside their siblings after every week; an alarm keeps its unit quiet for the quiet period. */
const alarmsOf = (fleet: Fleet): Alarm[] => {
  const batches = [...fleet.models].map(([model, claims]) => ({ model, units: historiesOf(claims) }));
  const models = historiesOf(batches.flatMap(({ model, units }) => units.flatMap(({ claims }) => claims.map((claim) => ({ ...claim, unit: model })))));
  const groups = [...batches.map(({ model, units }) => ({ level: 'batch' as const, model, units })), { level: 'model' as const, model: '', units: models }];
  const alarms: Alarm[] = [];
  for (const { level, model, units } of groups) {
    for (const unit of units) {
      const siblings = units.filter((other) => other !== unit);
      let quietUntil = -Infinity;
      for (const at of looksAt(fleet)) {
        if (at < quietUntil) continue;
        const found = suspect(unit, siblings, at);
        if (!found) continue;
        quietUntil = at + quietMs;
        alarms.push({ level, model: model === '' ? unit.unit : model, batch: level === 'batch' ? unit.unit : null, fault: found.fault, at });
      }
    }
  }
  return alarms;
};

const seeds = Array.from({ length: fleets }, (_, n) => n + 1);

describe('alerts of frequent faults over made-up fleets', () => {
  it('[A12-6] are false at most twice in 100 batch-years where nothing is wrong', () => {
    const quiet = seeds.map((seed) => fleetOf(seed)).map((fleet) => ({ years: fleet.batchYears, alarms: alarmsOf(fleet).length }));
    const years = quiet.reduce((sum, { years: one }) => sum + one, 0);
    const alarms = quiet.reduce((sum, { alarms: one }) => sum + one, 0);
    expect(years).toBeGreaterThan(1_500);
    expect({ per100BatchYears: (100 * alarms) / years <= 2, alarms, years }).toEqual({ per100BatchYears: true, alarms, years });
  });

  it('[A12-6] find a batch of which one fault is five times as frequent, in at least four of five fleets', () => {
    const found = seeds.filter((seed) => {
      const planted = plantedIn(seed);
      return alarmsOf(fleetOf(seed, planted)).some(({ level, model, batch, fault }) => level === 'batch' && model === planted.model && batch === planted.batch && (fault === planted.fault || fault === null));
    });
    expect(found.length / fleets).toBeGreaterThanOrEqual(0.8);
  });
});
