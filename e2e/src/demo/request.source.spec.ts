import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '@mendline/testing';
import { drawPlan, drawPlanOf, kindOf } from './plan.js';
import { faultClassOf, readRequests } from './request.source.js';

const real = new URL('../../../data/open-repair/repair-log-restart-202204.csv', import.meta.url).pathname;

describe('real requests', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'requests-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are drawn by the seed: the same seed the same ones, each once, all saying what is wrong', async () => {
    const [once, again, other] = await Promise.all([7, 7, 8].map((seed) => readRequests(real, 50, seededRandom(seed))));
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
    expect(new Set(once?.map(({ id }) => id)).size).toBe(50);
    expect(once?.every(({ problem }) => problem.length >= 4)).toBe(true);
  }, 60_000);

  it('are refused from a file of another form, and from one that has too few', async () => {
    const file = join(folder, 'other.csv');
    await writeFile(file, 'name,age\nx,1\n');
    await expect(readRequests(join(folder, 'none.csv'), 1, seededRandom(1))).rejects.toThrow('ENOENT');
    await expect(readRequests(file, 1, seededRandom(1))).rejects.toThrow('needs the columns');
    await writeFile(file, 'id,product_category,brand,problem\nr1,Lamp,Unknown,does not light\nr2,Lamp,,\n');
    await expect(readRequests(file, 2, seededRandom(1))).rejects.toThrow('has 1 requests');
    expect(await readRequests(file, 1, seededRandom(1))).toEqual([{ id: 'r1', category: 'Lamp', brand: null, problem: 'does not light' }]);
  });

  it('get a fault class by their words', () => {
    const of = (problem: string): string => faultClassOf({ id: 'r', category: 'c', brand: null, problem });
    expect([of('Windows update hangs'), of('dropped, screen cracked'), of('blows the fuse')]).toEqual(['software', 'human-damage', 'hardware']);
  });
});

describe('the plans of lives', () => {
  it('are the same for the same seed and hold everything that may happen', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 300 }, () => drawPlan(random, false));
    };
    const plans = draw(1);
    expect(draw(1)).toEqual(plans);
    for (const happens of [
      plans.some(({ offers }) => offers[0] === 'decline'), plans.some(({ offers }) => offers[0] === 'expire'), plans.some(({ hold }) => hold !== null),
      plans.some(({ customer }) => customer[0] === 'reject'), plans.some(({ customer }) => customer[0] === 'silent'), plans.some(({ cancelAt }) => cancelAt !== null),
      plans.some(({ contact }) => contact.backdated > 0), plans.some(({ contact }) => contact.delay > 20), plans.some(({ returnVisit }) => returnVisit.ng), plans.some(({ review }) => review.decision === 'DUPLICATE_OF'),
    ]) expect(happens).toBe(true);
  });

  it('of repairs hold everything that may happen around plans and visits', () => {
    const random = seededRandom(1);
    const repairs = Array.from({ length: 300 }, () => drawPlan(random, false, 'repair').repair);
    const some = (holds: (repair: NonNullable<(typeof repairs)[number]>) => boolean): boolean => repairs.some((repair) => repair !== null && holds(repair));
    for (const happens of [
      some(({ insists }) => insists), some(({ content, declined }) => content === 'core' && declined), some(({ consent }) => consent.says === 'close'), some(({ consent }) => consent.says === 'other-plan'),
      some(({ offers }) => offers[0] === 'decline'), some(({ offers }) => offers[0] === 'expire'), some(({ ends }) => ends[0] === 'NEEDS_PARTS'), some(({ ends }) => ends[0] === 'CUSTOMER_ABSENT'),
      some(({ onSite }) => onSite === 'agree'), some(({ onSite }) => onSite === 'decline'), some(({ turn }) => turn === 'moves'), some(({ turn }) => turn === 'another-engineer'),
    ]) expect(happens).toBe(true);
    expect(drawPlan(random, true, 'repair').repair).toMatchObject({ ends: [], onSite: null, turn: null });
    expect(drawPlan(random, true).repair).toBeNull();
  });

  it('make every third request a repair, and of fifteen one of each complaint', () => {
    const kinds = Array.from({ length: 15 }, (_, n) => kindOf(n));
    expect(kinds.filter((kind) => kind === 'repair')).toHaveLength(5);
    expect(kinds.filter((kind) => kind.startsWith('complaint-'))).toEqual(['complaint-service', 'complaint-quality']);
  });

  it('of complaints wait for another ticket or not, and come too late now and then', () => {
    const random = seededRandom(2);
    const complaints = Array.from({ length: 200 }, () => drawPlanOf('complaint-service', random, false).complaint);
    for (const waits of [true, false]) expect(complaints.some((plan) => plan?.waits === waits)).toBe(true);
    expect(complaints.some((plan) => (plan?.opinionDelay ?? 0) >= 50)).toBe(true);
    expect(drawPlanOf('complaint-quality', random, true)).toMatchObject({ repair: null, cancelAt: null, complaint: { kind: 'complaint-quality', waits: false } });
  });
});
