import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFact } from '@mendline/contracts/facts';
import type { Fact } from '@mendline/contracts/facts';
import { deviceFact, packFact, TicketFacts } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase } from './quality-database.js';

jest.setTimeout(60_000);

const dayMs = 86_400_000;
const start = Date.UTC(2024, 4, 1);
const onDay = (day: number, minute = 0): string => new Date(start + day * dayMs + minute * 60_000).toISOString();
const product = { kind: 'repair', brand: '华信', model: 'HX-55', category: 'Television', region: '310000' };

let number = 1000;
const claim = (day: number, batch: string, faultClass: string, deviceId: string, tenant = 'huaxin'): Fact[] => {
  number += 1;
  return new TicketFacts(tenant, `cn1_01J9ZZZZZZZZZZZZZZZZZZ${number}`).registered(onDay(day, number % 600), { ...product, number: `N${number}`, batch, faultClass, deviceId }).facts;
};

/** Six batches that are as usual, and one of which the hardware fails. */
const fleet = (tenant = 'huaxin'): Fact[] => {
  const usual = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'].flatMap((batch) =>
    [0, 6, 13, 20].flatMap((day, n) => claim(day, batch, n % 2 === 0 ? 'hardware' : 'software', `dv_${batch}_${n}`, tenant)),
  );
  return [...usual, ...Array.from({ length: 18 }, (_, n) => claim(2 + n, 'B7', 'hardware', `dv_B7_x${n}`, tenant)).flat()];
};

let quality: QualityDatabase;
const alerts = () => quality.database.systemTx((em) => em.query<Record<string, unknown>[]>('select * from quality_defect_alerts order by raised_at'));
const look = (day: number): Promise<number> => quality.detectorAt(new Date(start + day * dayMs)).look();

describe('alerts of frequent faults', () => {
  beforeAll(async () => {
    quality = await openQualityDatabase();
    await quality.take([packFact('huaxin', 1, 'Asia/Shanghai', { alertQuietDays: 20 }), packFact('borealis', 1, 'Europe/Oslo'), ...fleet()], 500);
  }, 60_000);
  afterAll(() => quality.close());

  it('[A12-6] wait while the read model is built anew', async () => {
    const group = 'quality-analytics.tickets.rebuild-1';
    await quality.database.systemTx((em) => em.query(`insert into inbox (tenant_id, consumer, fact_id) values ('huaxin', $1, gen_random_uuid())`, [group]));
    expect(await look(21)).toBe(0);
    await quality.database.systemTx((em) => em.query('delete from inbox where consumer = $1', [group]));
  });

  it('[A12-6] name the batch with evidence: counts, expected number, chance, tickets', async () => {
    expect(await look(21)).toBe(1);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ tenant_id: 'huaxin', level: 'batch', category: 'Television', model: 'HX-55', batch: 'B7', fault: 'hardware', observed: 20, siblings: 6 });
    expect(alert?.['expected']).toBeGreaterThan(1);
    expect(alert?.['expected']).toBeLessThan(6);
    expect(alert?.['p_value']).toBeLessThan(1e-5);
    expect(alert?.['ticket_ids']).toHaveLength(20);
  });

  it('[A12-6] are facts of their own, written with the row', async () => {
    const facts = await quality.database.systemTx((em) => em.query<{ topic: string; envelope: unknown }[]>('select topic, envelope from fact_log'));
    expect(facts.map(({ topic }) => topic)).toEqual(['quality.defect-alert.v1']);
    const [alert] = await alerts();
    expect(readFact(facts[0]?.envelope)).toMatchObject({ type: 'quality.defect-alert.raised.v1', tenantid: 'huaxin', data: { alertId: alert?.['alert_id'], batch: 'B7', observed: 20, ticketIds: alert?.['ticket_ids'] } });
  });

  it('[A12-6] keep quiet for the days of the pack, and come again when it goes on', async () => {
    await quality.take(claim(22, 'B7', 'hardware', 'dv_B7_y'));
    expect(await look(23)).toBe(0);
    await quality.take(Array.from({ length: 12 }, (_, n) => claim(30 + n, 'B7', 'hardware', `dv_B7_z${n}`)).flat(), 20);
    expect(await look(42)).toBe(1);
    expect((await alerts()).map(({ batch }) => batch)).toEqual(['B7', 'B7']);
  });

  it('[A12-6] count a device that comes again once, and follow a corrected device', async () => {
    await quality.intake.forget();
    await quality.database.systemTx((em) => em.query('delete from quality_defect_alerts'));
    const again = Array.from({ length: 18 }, (_, n) => claim(2 + n, 'B7', 'hardware', 'dv_B7_0')).flat();
    await quality.take([packFact('huaxin', 1, 'UTC'), ...again, ...fleet().filter(({ data }) => !(data as { deviceId: string }).deviceId.startsWith('dv_B7_x'))], 500);
    expect(await look(21)).toBe(0);
    await quality.intake.forget();
    const corrected = Array.from({ length: 18 }, (_, n) => deviceFact('huaxin', 1, { ...product, deviceId: `dv_B7_x${n}`, batch: `B${1 + (n % 6)}` }));
    await quality.take([packFact('huaxin', 1, 'UTC'), ...fleet(), ...corrected], 500);
    expect(await look(21)).toBe(0);
  });
});
