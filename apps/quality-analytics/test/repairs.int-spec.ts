import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketScope } from '../src/access/ticket-scope.js';
import { deviceFact, packFact, TicketFacts } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase } from './quality-database.js';

const day = (date: string, hour = 1): string => `${date}T0${hour}:00:00.000Z`;
const everything: TicketScope = { region: null, ownerId: null };
const spring = { from: new Date('2024-03-01T00:00:00Z'), to: new Date('2024-07-01T00:00:00Z') };
const page = { limit: 50, after: null };
const ticket = (n: number, tenant = 'huaxin'): TicketFacts => new TicketFacts(tenant, `cn1_01J9ZZZZZZZZZZZZZZZZZZZZ${n}`);
const idOf = (n: number): string => ticket(n).ticketId;
const repair = { kind: 'repair', faultClass: 'hardware', brand: '华信', model: 'HX-55', category: 'Television', region: '310000' };

/** A repair of a device that one visit solves, registered and closed on these days. */
const solved = (n: number, deviceId: string, from: string, to: string, engineerId = 'e1', tenant = 'huaxin'): TicketFacts => {
  const life = ticket(n, tenant).registered(day(from), { ...repair, number: `N${n}`, deviceId, batch: 'B1' }).to('assigned', day(from, 2), { ownerId: 'p1' });
  life.visit(1, engineerId).opened(day(from, 2)).scheduled(day(from, 2), day(to, 3), day(to, 5)).arrived(day(to, 4)).located(day(to, 4), 'no-power', 'fuse').closed(day(to, 5), 'done');
  return life.to('confirmed', day(to, 6), { ownerId: 'p1', satisfaction: 100 });
};

let quality: QualityDatabase;
const counts = async (filter: object = {}, scope = everything) => {
  const { edges } = await quality.faults.counts({ tenantId: 'huaxin', ...spring, scope }, { model: null, batch: null, faultClass: null, ...filter }, page);
  return edges.map(({ node: { week, region, model, batch, faultCode, causeCode, count } }) => [week, region, model, batch, faultCode, causeCode, count]);
};

describe('counts of faults', () => {
  beforeAll(async () => {
    quality = await openQualityDatabase();
    await quality.take([packFact('huaxin', 1, 'Asia/Shanghai'), ...solved(10, 'dv_1', '2024-03-04', '2024-03-05').facts, ...solved(11, 'dv_2', '2024-03-04', '2024-03-06').facts], 100);
  }, 60_000);
  afterAll(() => quality.close());

  it('[A12-5] are per model, fault, cause, batch, region and week', async () => {
    expect(await counts()).toEqual([['2024-W10', '310000', 'HX-55', 'B1', 'no-power', 'fuse', 2]]);
    expect(await counts({ model: 'HX-55', batch: 'B1', faultClass: 'hardware' })).toHaveLength(1);
    for (const other of [{ model: 'HX-99' }, { batch: 'B2' }, { faultClass: 'software' }]) expect(await counts(other)).toEqual([]);
    expect(await counts({}, { region: '440000', ownerId: null })).toEqual([]);
    expect(await counts({}, { region: null, ownerId: 'p1' })).toHaveLength(1);
  });

  it('[A12-5] move with a corrected device, and nothing stays behind', async () => {
    await quality.take([deviceFact('huaxin', 2, { deviceId: 'dv_2', model: 'HX-65', batch: 'B7' }), deviceFact('huaxin', 1, { deviceId: 'dv_2', model: 'HX-50', batch: 'B0' })]);
    expect((await counts()).map(([, , model, batch, , , count]) => [model, batch, count]).sort()).toEqual([['HX-55', 'B1', 1], ['HX-65', 'B7', 1]]);
    await quality.take([deviceFact('borealis', 9, { deviceId: 'dv_1', model: 'other' })]);
    expect(await counts({ model: 'HX-55' })).toHaveLength(1);
  });

  it('[A5-5] [A9-5] tell the cause by what is known best: the diagnosis, the plan, the engineer', async () => {
    const life = ticket(12).registered(day('2024-04-01'), { ...repair, deviceId: 'dv_3', batch: 'B3' });
    const last = async () => (await counts({ batch: 'B3' })).map(([, , , , fault, cause, count]) => [fault, cause, count]);
    const take = (): Promise<void> => quality.take(life.facts.slice(-1));
    await take();
    expect(await last()).toEqual([[null, null, 1]]);
    life.diagnosed(day('2024-04-01', 2), 'unclear');
    await take();
    expect(await last()).toEqual([[null, 'unclear', 1]]);
    life.planned(day('2024-04-01', 3), 'mainboard-burnt');
    await take();
    expect(await last()).toEqual([[null, 'mainboard-burnt', 1]]);
    life.visit(1, 'e1').located(day('2024-04-02'), 'no-picture', 'loose-cable');
    await take();
    expect(await last()).toEqual([['no-picture', 'loose-cable', 1]]);
    life.visit(1, 'e1').located(day('2024-04-02', 2), 'no-picture', 'fuse');
    await take();
    expect(await last()).toEqual([['no-picture', 'fuse', 1]]);
  });

  it('[A12-2] forget what was refused or withdrawn, and a question is none', async () => {
    for (const end of ['closed-invalid', 'closed-duplicate', 'closed-out-of-scope', 'cancelled']) {
      const life = ticket(20).registered(day('2024-05-06'), { ...repair, batch: 'B9' });
      await quality.take(life.facts);
      expect(await counts({ batch: 'B9' })).toHaveLength(1);
      await quality.take(life.to(end, day('2024-05-06', 2)).to('archived', day('2024-05-07'), { wait: null }).facts.slice(1));
      expect(await counts({ batch: 'B9' })).toEqual([]);
      await quality.intake.forget();
    }
    await quality.take(ticket(21).registered(day('2024-05-06'), { ...repair, kind: 'consultation', faultClass: 'none' }).facts);
    expect(await counts()).toEqual([]);
  });

  it('come page by page, each once', async () => {
    await quality.take(Array.from({ length: 7 }, (_, n) => ticket(30 + n).registered(day('2024-05-06'), { ...repair, batch: `P${n}` }).facts).flat(), 50);
    const seen: (string | null)[] = [];
    for (let after = null as { sort: string; id: string } | null; ; ) {
      const { edges, pageInfo } = await quality.faults.counts({ tenantId: 'huaxin', ...spring, scope: everything }, { model: null, batch: null, faultClass: null }, { limit: 3, after });
      seen.push(...edges.map(({ node }) => node.batch));
      const last = edges.at(-1)?.node;
      if (!pageInfo.hasNextPage || !last) break;
      after = { sort: last.week, id: last.key };
    }
    expect([...seen].sort()).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6']);
  });
});

/*
 * Repairs within 30 days are repeats. 40: fixed at once, never again. 41: came again as 42 after 10 days. 43 of another fault is no repeat, nor is 44 after 31 days.
 * 45 needed two visits. 46 was closed too late for its time to be over. 47 has no device. 48 is another tenant's.
 */
const repeats = [
  solved(40, 'dv_a', '2024-03-04', '2024-03-05'),
  solved(41, 'dv_b', '2024-03-04', '2024-03-06'), solved(42, 'dv_b', '2024-03-16', '2024-03-17', 'e2'),
  ticket(43).registered(day('2024-03-20'), { ...repair, deviceId: 'dv_a', faultClass: 'software' }),
  ticket(44).registered(day('2024-04-18'), { ...repair, deviceId: 'dv_b' }),
  (() => {
    const life = solved(45, 'dv_c', '2024-03-04', '2024-03-07');
    life.visit(2, 'e3').opened(day('2024-03-08')).arrived(day('2024-03-08', 2)).closed(day('2024-03-08', 3), 'done');
    return life;
  })(),
  solved(46, 'dv_d', '2024-05-01', '2024-05-02'),
  solved(48, 'dv_b', '2024-03-16', '2024-03-17', 'e9', 'borealis'),
];

describe('repairs that come again', () => {
  beforeAll(async () => {
    quality = await openQualityDatabase();
    await quality.take([packFact('huaxin', 1, 'UTC', { repeatWithinDays: 30 }), ...repeats.flatMap(({ facts }) => facts)], 500);
    await quality.take(ticket(49).registered(day('2024-05-20'), { kind: 'consultation', faultClass: 'none' }).facts);
  }, 60_000);
  afterAll(() => quality.close());

  it('[A10-13] [C19] are those of the same device and fault within the days of the pack', async () => {
    const { edges, asOf } = await quality.faults.repeats({ tenantId: 'huaxin', ...spring, scope: everything }, page);
    expect(asOf).toEqual(new Date(day('2024-05-20')));
    expect(edges.map(({ node }) => node)).toEqual([
      expect.objectContaining({ ticketId: idOf(42), previousTicketId: idOf(41), previousEngineerId: 'e1', deviceId: 'dv_b', faultClass: 'hardware', days: expect.closeTo(9.79, 2) }),
    ]);
    expect((await quality.faults.repeats({ tenantId: 'huaxin', ...spring, scope: { region: '440000', ownerId: null } }, page)).edges).toEqual([]);
    expect((await quality.faults.repeats({ tenantId: 'borealis', ...spring, scope: everything }, page)).edges).toEqual([]);
  });

  it('[C19] are counted by the rule that the newest pack has', async () => {
    await quality.take([packFact('huaxin', 2, 'UTC', { repeatWithinDays: 5 })]);
    expect((await quality.faults.repeats({ tenantId: 'huaxin', ...spring, scope: everything }, page)).edges).toEqual([]);
    await quality.take([packFact('huaxin', 3, 'UTC', { repeatWithinDays: 30 })]);
    expect((await quality.faults.repeats({ tenantId: 'huaxin', ...spring, scope: everything }, page)).edges).toHaveLength(1);
  });

  const figures = async (by: ('week' | 'region' | 'person')[]) => {
    const { edges } = await quality.metrics.grouped({ tenantId: 'huaxin', ...spring, scope: everything }, by, page);
    return edges.map(({ node }) => node);
  };
  const two = (numerator: number, denominator: number) => expect.objectContaining({ numerator, denominator });

  it('[A13-4] make a rate over the repairs whose time is over; and a first-time fix is one visit that holds', async () => {
    const [all] = await figures([]);
    // Closed: 40, 41, 42, 45, 46; the time of 46 is not over. Fixed at once: 40, 42, 46; 41 came again, 45 took two visits.
    expect(all).toMatchObject({ week: null, region: null, person: null, repeatRepairs: two(1, 4), firstTimeFix: two(3, 5), onTimeArrival: two(5, 5), solved: two(5, 5), satisfaction: two(5, 5) });
  });

  it('[A13-1] [A13-3] are told by week, region and person', async () => {
    expect((await figures(['week', 'region'])).filter(({ week }) => week === '2024-W10')).toEqual([
      expect.objectContaining({ region: '310000', person: null, tickets: 3, firstTimeFix: two(1, 3), repeatRepairs: two(1, 3) }),
    ]);
    const persons = await figures(['person']);
    expect(persons.map(({ person, firstTimeFix, repeatRepairs, solved: rate }) => [person, firstTimeFix.denominator, repeatRepairs.numerator, rate.denominator])).toEqual([
      [null, 0, 0, 0], ['e1', 4, 1, 0], ['e2', 1, 0, 0], ['p1', 0, 0, 5],
    ]);
  });

  it('come page by page, each group once', async () => {
    const first = await quality.metrics.grouped({ tenantId: 'huaxin', ...spring, scope: everything }, ['person'], { limit: 2, after: null });
    expect(first.edges.map(({ node }) => node.person)).toEqual([null, 'e1']);
    const rest = await quality.metrics.grouped({ tenantId: 'huaxin', ...spring, scope: everything }, ['person'], { limit: 2, after: { sort: '', id: '[null,"e1"]' } });
    expect(rest.edges.map(({ node }) => node.person)).toEqual(['e2', 'p1']);
    const foreign = () => quality.metrics.grouped({ tenantId: 'huaxin', ...spring, scope: everything }, ['person'], { limit: 2, after: { sort: '', id: '{' } });
    expect(foreign).toThrow(expect.objectContaining({ code: 'input.cursor-invalid' }));
  });

  it('[A13-1] a window that was missed counts for whoever had it, when another follows too', async () => {
    const life = ticket(47).registered(day('2024-06-03'), { ...repair, region: '330100' });
    life.visit(1, 'e7').opened(day('2024-06-03', 2)).scheduled(day('2024-06-03', 2), day('2024-06-03', 3), day('2024-06-03', 4)).scheduled(day('2024-06-04'), day('2024-06-04', 3), day('2024-06-04', 5));
    life.visit(1, 'e8').arrived(day('2024-06-04', 4));
    await quality.take(life.facts, 50);
    const { edges } = await quality.metrics.grouped({ tenantId: 'huaxin', ...spring, scope: { region: '330100', ownerId: null } }, ['region'], page);
    expect(edges.map(({ node }) => node.onTimeArrival)).toEqual([two(1, 2)]);
  });
});

describe('late cases', () => {
  const span = { tenantId: 'huaxin', from: new Date('2024-05-01T00:00:00Z'), to: new Date('2024-05-08T00:00:00Z') };
  beforeAll(async () => {
    quality = await openQualityDatabase();
    const kept = ticket(50).registered(day('2024-05-02')).clock('review', day('2024-05-02'), day('2024-05-02', 2)).stopped('review', day('2024-05-02', 2), day('2024-05-02', 2), 'met');
    const late = ticket(51).registered(day('2024-05-02')).clock('review', day('2024-05-02'), day('2024-05-02', 2)).stopped('review', '2024-05-02T02:07:30.000Z', day('2024-05-02', 2), 'missed');
    const runs = ticket(52).registered(day('2024-05-03'), { region: '440000' }).to('assigned', day('2024-05-03', 2), { ownerId: 'p7' }).clock('contact', day('2024-05-03', 2), day('2024-05-03', 3));
    const ahead = ticket(53).registered(day('2024-05-03', 4)).clock('review', day('2024-05-03', 4), day('2024-05-03', 5));
    const dropped = ticket(54).registered(day('2024-05-02')).clock('review', day('2024-05-02'), day('2024-05-02', 2)).stopped('review', day('2024-05-03'), day('2024-05-02', 2), 'dropped');
    await quality.take([kept, late, runs, ahead, dropped].flatMap(({ facts }) => facts), 100);
  }, 60_000);
  afterAll(() => quality.close());

  const cases = async (filter: object = {}, scope: { region: string | null; ownerId: string | null } = everything) =>
    (await quality.lateness.page({ ...span, scope }, { personId: null, target: null, ...filter }, page)).edges.map(({ node }) => node);

  it('[A13-7] are each told with stage, minutes and responsible, those still running too', async () => {
    expect(await cases()).toEqual([
      expect.objectContaining({ ticketId: idOf(52), target: 'contact', stoppedAt: null, minutesLate: 60, responsibleId: 'p7', region: '440000' }),
      expect.objectContaining({ ticketId: idOf(51), target: 'review', stoppedAt: new Date('2024-05-02T02:07:30.000Z'), minutesLate: 7.5, responsibleId: 'p1' }),
    ]);
  });

  it('[A13-7] keep to a person, a stage, a region, and to the own ones', async () => {
    const ids = async (filter: object, scope?: { region: string | null; ownerId: string | null }) => (await cases(filter, scope)).map(({ ticketId }) => ticketId);
    expect(await ids({ personId: 'p7' })).toEqual([idOf(52)]);
    expect(await ids({ target: 'review' })).toEqual([idOf(51)]);
    expect(await ids({}, { region: '440000', ownerId: null })).toEqual([idOf(52)]);
    expect(await ids({}, { region: null, ownerId: 'p1' })).toEqual([idOf(51)]);
    await expect(cases({ personId: 'p7' }, { region: null, ownerId: 'p1' })).rejects.toMatchObject({ code: 'region.not-allowed' });
  });

  it('come page by page, each once', async () => {
    const first = await quality.lateness.page({ ...span, scope: everything }, { personId: null, target: null }, { limit: 1, after: null });
    const [only] = first.edges.map(({ node }) => node);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = await quality.lateness.page({ ...span, scope: everything }, { personId: null, target: null }, { limit: 1, after: { sort: only?.dueAt.toISOString() ?? '', id: only?.clockId ?? '' } });
    expect(next.edges.map(({ node }) => node.ticketId)).toEqual([idOf(51)]);
    expect(next.pageInfo.hasNextPage).toBe(false);
  });
});
