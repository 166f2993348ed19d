import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newTicketId } from '@mendline/platform/ids';
import { type Bench, look, openBench, person } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  for (const [tenant, subject] of [['huaxin', 'e1'], ['huaxin', 'e2'], ['borealis', 'e1']] as const) {
    await bench.database.systemTx((em) => bench.staff.fold(em, person({ tenant, subject, version: 1 }, { roles: ['engineer'] })));
  }
}, 30_000);
afterAll(() => bench.close());

const day = 24 * 3_600_000;
let days = 0;
/** Every test has a day of its own: 10:00 in Shanghai and on. */
const freshDay = (): number => Date.parse('2024-06-01T02:00:00Z') + (days += 1) * day;
const window = (start: number, minutes: number) => ({ from: new Date(start).toISOString(), to: new Date(start + minutes * 60_000).toISOString() });
let commands = 0;
const aVisit = (change: object = {}) => {
  const ticketId = newTicketId('cn1');
  return { tenantId: 'huaxin', ticketId, visitId: `${ticketId}.v1`, engineerId: 'e1', commandId: `book-${(commands += 1)}`, ...change };
};
const held = (visitId: string) =>
  look<{ engineer_id: string; from: Date }>(bench, 'select engineer_id, lower(during) as from from visit_bookings where visit_id = $1 and released_at is null', [visitId]);
const factsOf = async (ticketId: string) =>
  (await look<{ type: string }>(bench, 'select type from fact_log where key = $1 order by position', [ticketId])).map(({ type }) => type.split('.')[2]);

describe('a window', () => {
  it('[A7-5, A7-11] is kept for one visit: another one over it is refused as a value, one beside it is not', async () => {
    const at = freshDay();
    const first = aVisit();
    expect(await bench.activities.bookWindow({ ...first, window: window(at, 60) })).toEqual({ refusal: null });
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at + 30 * 60_000, 60) })).toEqual({ refusal: 'visit.overlap' });
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at + 60 * 60_000, 60) })).toEqual({ refusal: null });
    expect(await bench.activities.bookWindow({ ...aVisit({ engineerId: 'e2' }), window: window(at, 60) })).toEqual({ refusal: null });
    expect(await bench.activities.bookWindow({ ...aVisit({ tenantId: 'borealis' }), window: window(at, 60) })).toEqual({ refusal: null });
    expect(await factsOf(first.ticketId)).toEqual(['window-booked']);
  });

  it('may be shared by visits of one request, the very same window only', async () => {
    const at = freshDay();
    const shared = 'rq_1';
    const [one, other] = [aVisit({ shared }), aVisit({ shared })];
    for (const visit of [one, other]) expect(await bench.activities.bookWindow({ ...visit, window: window(at, 60) })).toEqual({ refusal: null });
    expect(await bench.activities.bookWindow({ ...aVisit({ shared }), window: window(at, 30) })).toEqual({ refusal: 'visit.overlap' });
    expect(await bench.activities.bookWindow({ ...aVisit({ shared: 'rq_2' }), window: window(at, 60) })).toEqual({ refusal: 'visit.overlap' });
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at, 60) })).toEqual({ refusal: 'visit.overlap' });
    await bench.activities.releaseWindow({ ...other, commandId: `${other.commandId}:release` });
    expect([await held(one.visitId), await held(other.visitId)].map(({ length }) => length)).toEqual([1, 0]);
  });

  it('[A1-7] is refused when the engineer is off duty, away, or of no such name', async () => {
    const at = freshDay();
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at - 3 * 3_600_000, 180) })).toEqual({ refusal: 'visit.off-duty' });
    expect(await bench.activities.bookWindow({ ...aVisit({ engineerId: 'e_nobody' }), window: window(at, 60) })).toEqual({ refusal: 'visit.off-duty' });
    expect(await bench.activities.bookWindow({ ...aVisit({ tenantId: 'borealis', engineerId: 'e2' }), window: window(at, 60) })).toEqual({ refusal: 'visit.off-duty' });
    const away = person({ subject: 'e2', version: 2 }, { roles: ['engineer'], absentUntil: new Date(at + 30 * 60_000).toISOString() });
    await bench.database.systemTx((em) => bench.staff.fold(em, away));
    expect(await bench.activities.bookWindow({ ...aVisit({ engineerId: 'e2' }), window: window(at, 60) })).toEqual({ refusal: 'visit.off-duty' });
    expect(await bench.activities.bookWindow({ ...aVisit({ engineerId: 'e2' }), window: window(at + 30 * 60_000, 60) })).toEqual({ refusal: null });
  });

  it('[A7-11] never overlaps another, with fifty at once', async () => {
    const at = freshDay();
    const visits = Array.from({ length: 50 }, (_, i) => ({ ...aVisit(), window: window(at + (i % 10) * 20 * 60_000, 30) }));
    const answers = await Promise.all(visits.map((visit) => bench.activities.bookWindow(visit)));
    const [{ n } = { n: -1 }] = await look<{ n: number }>(
      bench,
      `select count(*)::int as n from visit_bookings a join visit_bookings b using (tenant_id, engineer_id)
       where a.visit_id < b.visit_id and a.during && b.during and a.released_at is null and b.released_at is null`,
    );
    expect(n).toBe(0);
    const kept = answers.filter(({ refusal }) => refusal === null).length;
    expect(kept).toBeGreaterThanOrEqual(4);
    expect(answers.filter(({ refusal }) => refusal === 'visit.overlap')).toHaveLength(50 - kept);
  });

  it('cannot overlap in the table either, whoever writes', async () => {
    const at = freshDay();
    await bench.activities.bookWindow({ ...aVisit(), window: window(at, 60) });
    const past = bench.database.tx('huaxin', (em) =>
      em.query(`insert into visit_bookings (tenant_id, visit_id, ticket_id, engineer_id, during, booked_at) values ('huaxin', 'x.v1', 'x', 'e1', tstzrange($1, $2), now())`, [new Date(at), new Date(at + 60_000)]),
    );
    await expect(past).rejects.toThrow(/visit_bookings_no_overlap/u);
  });
});

describe('a window agreed again', () => {
  it('[A7-12] replaces the visit\'s own, also for another engineer; a late copy of the earlier command changes nothing', async () => {
    const at = freshDay();
    const visit = aVisit();
    const earlier = { ...visit, window: window(at, 60) };
    const later = { ...visit, commandId: `${visit.commandId}-b`, window: window(at + 30 * 60_000, 60) };
    const other = { ...later, commandId: `${visit.commandId}-c`, engineerId: 'e2' };
    for (const input of [earlier, later, earlier]) expect(await bench.activities.bookWindow(input)).toEqual({ refusal: null });
    expect(await held(visit.visitId)).toEqual([{ engineer_id: 'e1', from: new Date(at + 30 * 60_000) }]);
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at, 30) })).toEqual({ refusal: null });
    expect(await bench.activities.bookWindow(other)).toEqual({ refusal: null });
    expect(await held(visit.visitId)).toEqual([{ engineer_id: 'e2', from: new Date(at + 30 * 60_000) }]);
    expect(await factsOf(visit.ticketId)).toEqual(['window-booked', 'window-booked', 'window-booked']);
  });

  it('that is refused leaves what the visit had, and is refused again when it comes late', async () => {
    const at = freshDay();
    const [visit, blocker] = [aVisit(), aVisit()];
    await bench.activities.bookWindow({ ...visit, window: window(at, 60) });
    await bench.activities.bookWindow({ ...blocker, window: window(at + 120 * 60_000, 60) });
    const moved = { ...visit, commandId: `${visit.commandId}-b`, window: window(at + 120 * 60_000, 60) };
    expect(await bench.activities.bookWindow(moved)).toEqual({ refusal: 'visit.overlap' });
    await bench.activities.releaseWindow(blocker);
    expect(await bench.activities.bookWindow(moved)).toEqual({ refusal: 'visit.overlap' });
    expect(await held(visit.visitId)).toMatchObject([{ from: new Date(at) }]);
  });

  it('is one command from many sides', async () => {
    const visit = { ...aVisit(), window: window(freshDay(), 60) };
    const answers = await Promise.all(Array.from({ length: 6 }, () => bench.activities.bookWindow(visit)));
    expect(answers.every(({ refusal }) => refusal === null)).toBe(true);
    expect(await factsOf(visit.ticketId)).toEqual(['window-booked']);
  });
});

describe('a window given back', () => {
  it('frees the time once; nothing held is success', async () => {
    const at = freshDay();
    const visit = aVisit();
    await bench.activities.releaseWindow(visit);
    await bench.activities.bookWindow({ ...visit, commandId: 'book-after', window: window(at, 60) });
    const release = { tenantId: visit.tenantId, ticketId: visit.ticketId, visitId: visit.visitId };
    await Promise.all([bench.activities.releaseWindow(release), bench.activities.releaseWindow(release)]);
    expect(await held(visit.visitId)).toEqual([]);
    expect(await bench.activities.bookWindow({ ...aVisit(), window: window(at, 60) })).toEqual({ refusal: null });
    expect(await factsOf(visit.ticketId)).toEqual(['window-booked', 'window-released']);
  });

  it('late does not free what was booked after it, where it names its command', async () => {
    const at = freshDay();
    const visit = aVisit();
    await bench.activities.bookWindow({ ...visit, window: window(at, 60) });
    const release = { tenantId: visit.tenantId, ticketId: visit.ticketId, visitId: visit.visitId, commandId: `${visit.visitId}:release:7` };
    await bench.activities.releaseWindow(release);
    await bench.activities.bookWindow({ ...visit, commandId: `${visit.commandId}-again`, window: window(at, 60) });
    await bench.activities.releaseWindow(release);
    expect(await held(visit.visitId)).toHaveLength(1);
  });

  it('of another tenant is nobody\'s', async () => {
    const visit = aVisit();
    await bench.activities.bookWindow({ ...visit, window: window(freshDay(), 60) });
    await bench.activities.releaseWindow({ ...visit, tenantId: 'borealis' });
    expect(await held(visit.visitId)).toHaveLength(1);
  });
});
