import { rankEngineers, type Engineer } from '../assignment/visit/engineer-ranking.domain.js';
import { RegionMap } from '../region/region.domain.js';
import { readRegionFiles } from '../region/region.files.js';
import { WallClock } from '../roster/duty.domain.js';
import { horizonOf, standardRules } from '../roster/rules.domain.js';

/** Measures the ranking alone: `ranking [ENGINEERS] [ROUNDS]` prints milliseconds of each round as JSON. All engineers are reachable in every second round. */
const [engineers = 1_000, rounds = 200] = process.argv.slice(2).map(Number);
const at = new Date('2024-05-01T02:00:00Z');
const hourMs = 3_600_000;
const homes = ['310000', '320500', '320200', '330400'];
const late = { zone: 'Asia/Shanghai', hours: standardRules.duty.hours.map((hours) => ({ ...hours, from: '09:30' })) };

const engineer = (n: number): Engineer => ({
  personId: `e${n}`, active: true, roles: ['engineer'], region: homes[n % homes.length] ?? '310000', worksFor: [], neighbourRegions: [], kinds: ['repair'],
  skills: ['electronics', 'mechanical'], certificates: [{ skill: 'electronics', validUntil: new Date(at.getTime() + 1_000 * hourMs) }],
  duty: n % 3 === 0 ? late : standardRules.duty, absences: n % 2 === 0 ? [] : [{ from: at.getTime() + 30 * hourMs, to: at.getTime() + 40 * hourMs }],
  booked: Array.from({ length: n % 5 }, (_, i) => ({ from: at.getTime() + i * 2 * hourMs, to: at.getTime() + (i * 2 + 1) * hourMs })),
  dailyCapacity: 4, maxLoad: 5, load: n % 5, lastOfferedAt: null,
});

const people = Array.from({ length: engineers }, (_, n) => engineer(n));
const map = new RegionMap(await readRegionFiles());
const clock = new WallClock();
const took = Array.from({ length: rounds }, (_, round) => {
  // Nobody lives in Nantong: all its neighbours within two borders are ranked.
  const region = round % 2 === 0 ? '310000' : '320600';
  const begun = performance.now();
  const need = { kind: 'repair', faultClass: 'electronics', region, severity: 1, excluded: [], certifiedSkills: [] };
  rankEngineers({ ...need, horizon: horizonOf(standardRules, 3, at), hops: map.hopsFrom(region, standardRules.furthestHops) }, people, clock);
  return performance.now() - begun;
});
process.stdout.write(`${JSON.stringify(took)}\n`);
