import type { BenchSystem } from '../system/bench.system.js';

/** What a repair needs beside its ticket. */
export interface RepairPlace {
  /** A window that no other visit of this run has. */
  readonly nextWindow: () => { readonly from: string; readonly to: string };
  /** The codes of the list around a repair. */
  readonly checklist: readonly string[];
}

/** Long enough that the engineers' days do not fill up. */
const windowMs = 8 * 60_000;
const pieces = 100_000;
/** A measurement runs at any hour of the day: somebody is always on duty. */
const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));

/** Engineers with skills and duty hours, the tenant's dispatch rules, a part and its stock, as a supervisor sets them. */
export const setUpRepairs = async ({ caller, graphql, staff }: BenchSystem): Promise<RepairPlace> => {
  const supervise = (service: 'dispatch' | 'field-service', name: string, input: object, inputType?: string): Promise<unknown> => caller.command(graphql[service], 'supervisor1', name, input, '', inputType);
  await supervise('dispatch', 'setDispatchRules', { key: 'bench-rules', zone: 'Asia/Shanghai', hours: roundTheClock, horizonHours: [24, 48, 72, 120], furthestHops: 2, certifiedSkills: [] });
  for (const { personId, region } of staff.engineers) {
    await supervise('dispatch', 'setProfile', {
      key: `bench-engineer-${personId}`, personId, region, neighbourRegions: staff.regions.filter((other) => other !== region), skills: ['hardware', 'software'], kinds: ['repair'],
      maxLoad: 200, dailyCapacity: 50, active: true,
    });
    await supervise('dispatch', 'setRoster', { key: `bench-roster-${personId}`, personId, zone: 'Asia/Shanghai', hours: roundTheClock });
  }
  await supervise('field-service', 'setPart', { key: 'bench-part', partNumber: 'FAN-12', serialised: false });
  for (const region of staff.regions) await supervise('field-service', 'receiveParts', { key: `bench-stock-${region}`, region, partNumber: 'FAN-12', quantity: pieces }, 'StockInput');
  const { visitChecklist } = await caller.ask<{ visitChecklist: { code: string }[] }>(graphql['field-service'], 'engineer1', '{ visitChecklist { code } }', {});
  return { nextWindow: windows(), checklist: visitChecklist.map(({ code }) => code) };
};

const windows = (): RepairPlace['nextWindow'] => {
  let from = Date.now();
  return () => {
    from += windowMs;
    return { from: new Date(from).toISOString(), to: new Date(from + windowMs).toISOString() };
  };
};
