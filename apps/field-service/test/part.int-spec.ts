import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrived, engineer, key, openTicket, owner, planOf, publishPack, stock, storekeeper, submitted } from './repair.scene.js';
import { type Bench, caller, look, openBench } from './support.js';

let bench: Bench;
let next = 0;

beforeAll(async () => {
  bench = await openBench();
  await publishPack(bench);
}, 30_000);
afterAll(() => bench.close());

const newPart = async (inStock: number): Promise<string> => {
  const partNumber = `P-${(next += 1)}`;
  await stock(bench, partNumber, inStock);
  return partNumber;
};
const wanting = (...parts: readonly (readonly [string, number])[]) => ({ parts: parts.map(([partNumber, quantity]) => ({ partNumber, quantity })), quote: { currency: 'CNY', taxBasisPoints: 0, lines: [] } });
const stockOf = async (partNumber: string, tenant = 'huaxin') =>
  (await look<{ on_hand: number; reserved: number }>(bench, 'select on_hand, reserved from part_stocks where part_number = $1 and tenant_id = $2', [partNumber, tenant]))[0];
const reservationsOf = (partNumber: string) =>
  look<{ reserved: number; ordered: number; used: number }>(bench, 'select reserved, ordered, used from part_reservations where part_number = $1 order by wanted_at, plan_id', [partNumber]);
const factsOf = async (ticketId: string) =>
  (await look<{ type: string; quantity: number }>(bench, `select type, (envelope -> 'data' ->> 'quantity')::int as quantity from fact_log where key = $1 and type like 'field-service.part.%' order by position`, [ticketId])).map(
    ({ type, quantity }) => [type.split('.')[2], quantity],
  );
const planned = async (...parts: readonly (readonly [string, number])[]) => {
  const ticketId = await openTicket(bench);
  return { tenantId: 'huaxin', ticketId, ...(await submitted(bench, ticketId, wanting(...parts))) };
};
const receive = (partNumber: string, quantity: number, change: object = {}) => bench.stocks.receive(storekeeper, { key: key(), region: '310000', partNumber, quantity, ...change });

describe('the parts of a plan', () => {
  it('[A7-11] are kept once, however often it is asked for; what is not in stock is ordered [A9-17]', async () => {
    const [there, short] = [await newPart(5), await newPart(1)];
    const plan = await planned([there, 2], [short, 3]);
    await Promise.all([1, 2, 3, 4].map(() => bench.activities.reserveParts(plan)));
    expect([await stockOf(there), await stockOf(short)]).toEqual([{ on_hand: 5, reserved: 2 }, { on_hand: 1, reserved: 1 }]);
    expect(await reservationsOf(short)).toEqual([{ reserved: 1, ordered: 2, used: 0 }]);
    expect(await factsOf(plan.ticketId)).toEqual([['reserved', 2], ['reserved', 1], ['ordered', 2]]);
  });

  it('[A7-11] that many plans want at once are never kept twice, whatever their order', async () => {
    const [a, b] = [await newPart(7), await newPart(4)];
    const plans = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? planned([a, 1], [b, 1]) : planned([b, 1], [a, 1]))));
    await Promise.all(plans.map((plan) => bench.activities.reserveParts(plan)));
    expect([await stockOf(a), await stockOf(b)]).toEqual([{ on_hand: 7, reserved: 7 }, { on_hand: 4, reserved: 4 }]);
    const sum = async (part: string) => (await reservationsOf(part)).reduce((all, row) => [(all[0] ?? 0) + row.reserved, (all[1] ?? 0) + row.ordered], [0, 0]);
    expect([await sum(a), await sum(b)]).toEqual([[7, 3], [4, 6]]);
  });

  it('are given back for good: again is success, a late reservation finds it', async () => {
    const part = await newPart(3);
    const plan = await planned([part, 5]);
    await bench.activities.reserveParts(plan);
    await Promise.all([1, 2, 3].map(() => bench.activities.releaseParts(plan)));
    await bench.activities.reserveParts(plan);
    expect(await stockOf(part)).toEqual({ on_hand: 3, reserved: 0 });
    expect(await reservationsOf(part)).toEqual([{ reserved: 0, ordered: 0, used: 0 }]);
    expect(await factsOf(plan.ticketId)).toEqual([['reserved', 3], ['ordered', 2], ['released', 3]]);
    const never = await planned([part, 1]);
    await bench.activities.releaseParts(never);
    await bench.activities.reserveParts(never);
    expect(await stockOf(part)).toEqual({ on_hand: 3, reserved: 0 });
  });

  it('kept and given back at the same time end as given back', async () => {
    const part = await newPart(10);
    const plans = await Promise.all(Array.from({ length: 6 }, () => planned([part, 1])));
    await Promise.all(plans.flatMap((plan) => [bench.activities.reserveParts(plan), bench.activities.releaseParts(plan)]));
    expect(await stockOf(part)).toEqual({ on_hand: 10, reserved: 0 });
  });

  it('that are given back go to the plan that waits for them', async () => {
    const part = await newPart(2);
    const [first, second] = [await planned([part, 2]), await planned([part, 2])];
    await bench.activities.reserveParts(first);
    await bench.activities.reserveParts(second);
    await bench.activities.releaseParts(first);
    expect(await stockOf(part)).toEqual({ on_hand: 2, reserved: 2 });
    expect(await factsOf(second.ticketId)).toEqual([['ordered', 2], ['reserved', 2]]);
  });

  it('wait for a ticket whose region is not known here, and are of its tenant only', async () => {
    const part = await newPart(2);
    const plan = await planned([part, 1]);
    await expect(bench.activities.reserveParts({ ...plan, tenantId: 'borealis' })).rejects.toThrow('region');
    await bench.activities.releaseParts({ ...plan, tenantId: 'borealis' });
    await bench.activities.reserveParts(plan);
    expect(await stockOf(part)).toEqual({ on_hand: 2, reserved: 1 });
  });
});

describe('the parts of a plan that is changed on site', () => {
  it('[A9-1] [A8-6] are kept without what went in by an earlier version, which counts for every later one', async () => {
    const [part, other] = [await newPart(3), await newPart(5)];
    const scene = await arrived(bench, wanting([part, 1]));
    const { ticketId, visitId, plan: { planId } } = scene;
    const use = (partNumber: string) => bench.visitParts.use(engineer, { key: key(), ticketId, visitId, partNumber, quantity: 1, serialNumbers: [] });
    const changed = async (basedOn: number, ...parts: readonly (readonly [string, number])[]): Promise<void> => {
      const { outcome } = await bench.drafts.change(owner, { ...planOf(ticketId, wanting(...parts)), planId, basedOn });
      const [commandId, ref] = [key(), { tenantId: 'huaxin', ticketId, ...outcome }];
      await bench.planCommands.submit(owner, { key: commandId, ...ref });
      await bench.activities.submitPlan({ ...ref, commandId });
      await bench.activities.releaseParts({ ...ref, version: basedOn });
      for (const _ of [1, 2]) await bench.activities.reserveParts(ref);
    };
    await use(part);
    await changed(1, [part, 1], [other, 1]);
    expect([await stockOf(part), await stockOf(other)]).toEqual([{ on_hand: 2, reserved: 0 }, { on_hand: 5, reserved: 1 }]);
    await expect(use(part)).rejects.toMatchObject({ kind: 'conflict', code: 'part.beyond-plan' });
    await changed(2, [part, 2]);
    await use(part);
    await changed(3, [part, 1]);
    await changed(4, [part, 4]);
    expect(await stockOf(part)).toEqual({ on_hand: 1, reserved: 1 });
    const rows = await look(bench, 'select version, wanted, reserved, ordered, used from part_reservations where plan_id = $1 and part_number = $2 order by version', [planId, part]);
    expect(rows.map(({ version, wanted, reserved, ordered, used }) => [version, wanted, reserved, ordered, used])).toEqual([[1, 1, 0, 0, 1], [2, 1, 0, 0, 1], [3, 2, 0, 0, 2], [4, 1, 0, 0, 1], [5, 4, 1, 1, 2]]);
    expect((await factsOf(ticketId)).filter(([type]) => type === 'ordered')).toEqual([['ordered', 1]]);
  });
});

describe('the stock', () => {
  it('goes to those first who wait longest', async () => {
    const part = await newPart(0);
    const [first, second] = [await planned([part, 2]), await planned([part, 2])];
    await bench.activities.reserveParts(first);
    bench.clock.advance(1_000);
    await bench.activities.reserveParts(second);
    await receive(part, 3);
    expect(await stockOf(part)).toEqual({ on_hand: 3, reserved: 3 });
    expect(await reservationsOf(part)).toEqual([{ reserved: 2, ordered: 0, used: 0 }, { reserved: 1, ordered: 1, used: 0 }]);
    expect(await factsOf(second.ticketId)).toEqual([['ordered', 2], ['reserved', 1]]);
  });

  it('is counted exactly beside deliveries, reservations and releases', async () => {
    const part = await newPart(4);
    const plans = await Promise.all(Array.from({ length: 8 }, () => planned([part, 1])));
    await Promise.all([...plans.map((plan) => bench.activities.reserveParts(plan)), receive(part, 2), receive(part, 3), ...plans.slice(0, 4).map((plan) => bench.activities.releaseParts(plan))]);
    const rows = await reservationsOf(part);
    const kept = rows.reduce((all, row) => all + row.reserved, 0);
    expect(await stockOf(part)).toEqual({ on_hand: 9, reserved: kept });
    expect(kept).toBe(4);
  });

  it('[A9-1] loses what goes into a machine, never more than is there, whoever takes at the same time', async () => {
    const part = await newPart(3);
    const scenes = [await arrived(bench, wanting([part, 2])), await arrived(bench, wanting([part, 2]))];
    const takes = scenes.flatMap((scene) => [1, 2].map(() => bench.visitParts.use(engineer, { key: key(), ticketId: scene.ticketId, visitId: scene.visitId, partNumber: part, quantity: 1, serialNumbers: [] })));
    const settled = await Promise.allSettled(takes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(settled.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { kind: 'conflict', code: 'part.not-in-stock' } }]);
    expect(await stockOf(part)).toEqual({ on_hand: 0, reserved: 0 });
    await receive(part, 1);
    expect((await reservationsOf(part)).map(({ used }) => used)).toEqual([2, 1]);
    expect((await reservationsOf(part)).map(({ reserved }) => reserved)).toEqual([0, 1]);
  });

  it('keeps what was used when the rest is given back', async () => {
    const part = await newPart(5);
    const scene = await arrived(bench, wanting([part, 3]));
    await bench.visitParts.use(engineer, { key: key(), ticketId: scene.ticketId, visitId: scene.visitId, partNumber: part, quantity: 1, serialNumbers: [] });
    await bench.activities.releaseParts({ tenantId: 'huaxin', ticketId: scene.ticketId, ...scene.plan });
    expect(await stockOf(part)).toEqual({ on_hand: 4, reserved: 0 });
    expect(await reservationsOf(part)).toEqual([{ reserved: 0, ordered: 0, used: 1 }]);
  });

  it('takes no part that is not kept, no piece below zero, no count below what is reserved, and one report once', async () => {
    const part = await newPart(2);
    await bench.activities.reserveParts(await planned([part, 2]));
    await expect(receive('MOON-1', 1)).rejects.toMatchObject({ kind: 'conflict', code: 'part.unknown' });
    for (const quantity of [0, -1, 1.5, 1e9]) await expect(receive(part, quantity)).rejects.toMatchObject({ kind: 'invalid', code: 'part.quantity-invalid' });
    await expect(receive(part, 1, { region: '../etc' })).rejects.toMatchObject({ kind: 'invalid', code: 'region.invalid' });
    await expect(bench.stocks.adjust(storekeeper, { key: key(), region: '310000', partNumber: part, quantity: -1 })).rejects.toMatchObject({ kind: 'conflict', code: 'part.stock-reserved' });
    const once = key();
    await Promise.all([1, 2, 3].map(() => receive(part, 4, { key: once })));
    expect(await stockOf(part)).toEqual({ on_hand: 6, reserved: 2 });
    await expect(bench.stocks.receive(caller('k1', { tenant: 'borealis' }), { key: key(), region: '310000', partNumber: part, quantity: 1 })).rejects.toMatchObject({ code: 'part.unknown' });
    expect(await stockOf(part, 'borealis')).toBeUndefined();
    expect(await bench.stocks.list(caller('k1', { tenant: 'borealis' }), null)).toEqual([]);
  });
});
